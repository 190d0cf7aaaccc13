package org.stagelm.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.core.model.BoundModel;

/**
 * Compares the logits of an exported graph with those of the model it was made from, for random ids: a text read at once, and in a prompt, a chunk and
 * single steps; then a batch of a long and a short text, the short one padded on the right and, as Hugging Face's {@code generate} does, on the left. What
 * the model itself gives it computes without cache, padding or batch.
 */
public final class LogitComparison {

    /** Long enough for a prompt, a chunk and some steps. */
    private static final int LONGEST = 32;

    private final OnnxGraph graph;
    private final Expected whole;
    private final Expected part;
    private double largest;

    private LogitComparison(OnnxGraph graph, Expected whole, Expected part) {
        this.graph = graph;
        this.whole = whole;
        this.part = part;
    }

    /**
     * @param folder what was exported
     * @param model what it was exported from
     * @return the largest difference of a logit, as a share of the range of the model's logits (largest − smallest)
     * @throws UserError where the folder cannot be loaded, has another vocabulary or context, or where the model's weights are broken
     */
    public static double maxDifference(Path folder, BoundModel model) {
        try (OnnxLanguageModel exported = OnnxLanguageModel.load(folder, new LoadOptions(0, false))) {
            int vocabulary = model.model().dimensions().vocabulary();
            int context = model.model().dimensions().context();
            if (exported.vocabulary() != vocabulary || exported.context() != context) {
                throw new UserError(folder + " has a vocabulary of " + exported.vocabulary() + " and a context of " + exported.context() + ", but the model has "
                        + vocabulary + " and " + context + ": it is another model's");
            }
            int length = Math.min(LONGEST, context);
            LogitComparison comparison = new LogitComparison(exported.graph(), Expected.of(model, 1, length), Expected.of(model, 2, (length * 2 + 2) / 3));
            comparison.compareAll();
            return comparison.relative();
        }
    }

    /** A text and the logits [T, vocabulary] the model gives for it. */
    private record Expected(int[] ids, float[] logits) {

        static Expected of(BoundModel model, long seed, int length) {
            int vocabulary = model.model().dimensions().vocabulary();
            RandomKey key = new RandomKey(seed);
            int[] ids = new int[length];
            Arrays.setAll(ids, i -> (int) (vocabulary * key.uniform(i)));
            float[] logits = new float[Math.multiplyExact(length, vocabulary)];
            Engine engine = model.engine();
            try (Scope scope = engine.scope()) {
                Pass pass = Pass.evaluate(engine.arange(Dim.of(0), Dim.of(length)));
                engine.floats(model.model().logits(engine.ids(ids, 1, length), pass), logits);
            }
            for (float logit : logits) {
                if (!Float.isFinite(logit)) {
                    throw new UserError("the model gives the logit " + logit + ": its weights are broken, as after a training that diverged");
                }
            }
            return new Expected(ids, logits);
        }
    }

    private void compareAll() {
        int length = whole.ids.length;
        compareInPasses(length);
        if (!graph.signature().memories().isEmpty()) {
            int prompt = (length + 1) / 2;
            int chunk = (length - prompt) / 2;
            int[] passes = new int[2 + length - prompt - chunk];
            Arrays.fill(passes, 1);
            passes[0] = prompt;
            passes[1] = chunk;
            compareInPasses(Arrays.stream(passes).filter(count -> count > 0).toArray());
        }
        comparePadded(0);
        comparePadded(length - part.ids.length);
    }

    private void compareInPasses(int... counts) {
        try (GraphRows rows = new GraphRows(graph, 1)) {
            int from = 0;
            for (int count : counts) {
                int start = from;
                FloatBuffer logits = floats(count);
                rows.read(longs(count, i -> whole.ids[start + i]), longs(from + count, i -> 1), longs(count, i -> start + i), logits);
                compare(logits, 0, whole, from, count);
                from += count;
            }
        }
    }

    /** The short text stands from {@code at} on; the last position of both is read by a pass of its own where the graph remembers the others. */
    private void comparePadded(int at) {
        int length = whole.ids.length;
        boolean step = !graph.signature().memories().isEmpty() && length > 1;
        try (GraphRows rows = new GraphRows(graph, 2)) {
            for (int from = 0, count = step ? length - 1 : length; from < length; from += count, count = length - from) {
                int start = from;
                int width = count;
                int total = from + count;
                FloatBuffer logits = floats(2 * count);
                rows.read(longs(2 * count, i -> i < width ? whole.ids[start + i] : padded(part.ids, start + i - width - at)),
                        longs(2 * total, i -> i < total ? 1 : inside(i - total - at) ? 1 : 0),
                        longs(2 * count, i -> i < width ? start + i : Math.max(0, Math.min(start + i - width - at, length - 1))), logits);
                compare(logits, 0, whole, from, count);
                int first = Math.max(at, from);
                int last = Math.min(at + part.ids.length, total);
                if (first < last) {
                    compare(logits, count + first - from, part, first - at, last - first);
                }
            }
        }
    }

    private boolean inside(int index) {
        return index >= 0 && index < part.ids.length;
    }

    private int padded(int[] ids, int index) {
        return inside(index) ? ids[index] : 0;
    }

    /** @param row of the graph's logits where the text's position {@code from} is */
    private void compare(FloatBuffer logits, int row, Expected expected, int from, int count) {
        int vocabulary = graph.signature().vocabulary();
        for (int i = 0; i < count * vocabulary; i++) {
            largest = Math.max(largest, Math.abs(logits.get(row * vocabulary + i) - expected.logits[from * vocabulary + i]));
        }
    }

    private double relative() {
        float high = Float.NEGATIVE_INFINITY;
        float low = Float.POSITIVE_INFINITY;
        for (Expected expected : new Expected[] {whole, part}) {
            for (float logit : expected.logits) {
                high = Math.max(high, logit);
                low = Math.min(low, logit);
            }
        }
        return high > low ? largest / ((double) high - low) : largest;
    }

    private FloatBuffer floats(int positions) {
        int count = Math.multiplyExact(positions, graph.signature().vocabulary());
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static LongBuffer longs(int count, java.util.function.IntToLongFunction at) {
        LongBuffer to = ByteBuffer.allocateDirect(count * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
        for (int i = 0; i < count; i++) {
            to.put(i, at.applyAsLong(i));
        }
        return to;
    }
}
