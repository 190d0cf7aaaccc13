package org.stagelm.testkit.contract;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** One attention over a text, computed at once or in chunks with a cache. */
record CachedAttention(String name, int keyValueHeads, boolean rotary, boolean interleaved, boolean bias, OptionalInt window, boolean padded,
        OptionalDouble softcap) {

    /** Positions of the text. */
    static final int LENGTH = 9;

    private static final int BATCH = 2;
    private static final int HEADS = 4;
    private static final int SIZE = 8;
    private static final int ROTATED = 6;

    static Stream<CachedAttention> all() {
        OptionalInt everywhere = OptionalInt.empty();
        OptionalDouble uncapped = OptionalDouble.empty();
        return Stream.of(
                new CachedAttention("causal", HEADS, false, false, false, everywhere, false, uncapped),
                new CachedAttention("grouped heads", 2, false, false, false, everywhere, false, uncapped),
                new CachedAttention("rotary", HEADS, true, false, false, everywhere, false, uncapped),
                new CachedAttention("rotary by pairs, one key head", 1, true, true, false, everywhere, false, uncapped),
                new CachedAttention("bias", HEADS, false, false, true, everywhere, false, uncapped),
                new CachedAttention("window", 2, false, false, false, OptionalInt.of(3), false, uncapped),
                new CachedAttention("padding", HEADS, false, false, false, everywhere, true, uncapped),
                new CachedAttention("softcap", HEADS, false, false, false, everywhere, false, OptionalDouble.of(2)),
                new CachedAttention("all at once", 2, true, true, true, OptionalInt.of(3), true, OptionalDouble.of(2)));
    }

    /** [B, H, T, D], row-major. */
    double[] uncached(Engine engine) {
        try (Scope scope = engine.scope()) {
            return engine.doubles(attend(engine, 0, LENGTH, Optional.empty()));
        }
    }

    /** The same from chunks of these lengths, one after the other. */
    double[] inChunks(Engine engine, int... lengths) {
        double[] whole = new double[BATCH * HEADS * LENGTH * SIZE];
        try (StateSlot keys = slot(engine, "keys"); StateSlot values = slot(engine, "values")) {
            int from = 0;
            for (int length : lengths) {
                try (Scope scope = engine.scope()) { // what is stored must outlive it
                    double[] part = engine.doubles(attend(engine, from, length, Optional.of(new KeyValue(keys, values))));
                    for (int row = 0; row < BATCH * HEADS; row++) {
                        System.arraycopy(part, row * length * SIZE, whole, (row * LENGTH + from) * SIZE, length * SIZE);
                    }
                }
                from += length;
            }
        }
        return whole;
    }

    /** Nothing but a mask. */
    static Tensor plain(Tensor query, Tensor key, Tensor value, Mask mask) {
        return new Attend(query, key, value, Optional.empty(), Optional.empty(), Optional.empty(), mask, 1, OptionalDouble.empty(), Optional.empty())
                .compute();
    }

    private Tensor attend(Engine engine, int from, int length, Optional<KeyValue> cache) {
        Tensor query = TestTensors.normal(engine, 1, BATCH, HEADS, LENGTH, SIZE).slice(2, from, length);
        Tensor key = TestTensors.normal(engine, 2, BATCH, keyValueHeads, LENGTH, SIZE).slice(2, from, length);
        Tensor value = TestTensors.normal(engine, 3, BATCH, keyValueHeads, LENGTH, SIZE).slice(2, from, length);
        int total = from + length;
        Optional<Tensor> added = bias
                ? Optional.of(TestTensors.normal(engine, 4, 1, HEADS, LENGTH, LENGTH).slice(2, from, length).slice(3, 0, total))
                : Optional.empty();
        Optional<Tensor> visible = padded ? Optional.of(visible(engine).slice(1, 0, total)) : Optional.empty();
        Optional<Rotary> turned = rotary ? Optional.of(rotary(engine, from, length)) : Optional.empty();
        return new Attend(query, key, value, turned, cache, added, new Mask(true, window, visible), 1 / Math.sqrt(SIZE), softcap, Optional.empty())
                .compute();
    }

    private Rotary rotary(Engine engine, int from, int length) {
        int half = ROTATED / 2;
        double[] cos = new double[length * half];
        double[] sin = new double[length * half];
        for (int i = 0; i < cos.length; i++) {
            double angle = (from + i / half) * Math.pow(100, -(i % half) / (double) half);
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
        return new Rotary(TestTensors.of(engine, cos, length, half), TestTensors.of(engine, sin, length, half), interleaved);
    }

    /** [B, LENGTH]: row 1 lacks its key 2, which each query sees other keys beside. */
    private static Tensor visible(Engine engine) {
        double[] flags = new double[BATCH * LENGTH];
        Arrays.fill(flags, 1);
        flags[LENGTH + 2] = 0;
        return TestTensors.flags(engine, flags, BATCH, LENGTH);
    }

    private StateSlot slot(Engine engine, String of) {
        return engine.state("layers.0." + of, 2, Shape.of(BATCH, keyValueHeads, LENGTH, SIZE));
    }
}
