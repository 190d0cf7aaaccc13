package org.stagelm.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.core.model.BoundModel;

/**
 * Compares the logits of an exported graph with those of the model it was made from, for random ids: a text read at once, and in a prompt, a chunk
 * and single steps; then a batch of a long and a short text, the short one padded on the right and, as Hugging Face's {@code generate} does, on the
 * left. What the model itself gives it computes without cache, padding or batch.
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
                throw new UserError(folder + " has a vocabulary of " + exported.vocabulary() + " and a context of " + exported.context()
                        + ", but the model has " + vocabulary + " and " + context + ": it is another model's");
            }
            int length = Math.min(LONGEST, context);
            int shorter = (length * 2 + 2) / 3;
            LogitComparison comparison = new LogitComparison(exported.graph(), Expected.of(model, 1, length), Expected.of(model, 2, shorter));
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
        boolean remembers = !graph.signature().memories().isEmpty();
        compare(List.of(new Row(whole, 0)), length);
        if (remembers) {
            int prompt = (length + 1) / 2;
            int chunk = (length - prompt) / 2;
            int[] passes = new int[2 + length - prompt - chunk];
            Arrays.fill(passes, 1);
            passes[0] = prompt;
            passes[1] = chunk;
            compare(List.of(new Row(whole, 0)), passes);
        }
        for (int at : new int[] {0, length - part.ids.length}) {
            int step = remembers && length > 1 ? 1 : 0;
            compare(List.of(new Row(whole, 0), new Row(part, at)), length - step, step);
        }
    }

    /** A text that begins in column {@code at} of a batch; the columns before and behind it are padding. */
    private record Row(Expected text, int at) {

        boolean isPadding(int column) {
            return column < at || column >= at + text.ids.length;
        }

        long id(int column) {
            return isPadding(column) ? 0 : text.ids[column - at];
        }

        long mask(int column) {
            return isPadding(column) ? 0 : 1;
        }

        long position(int column) {
            return isPadding(column) ? 0 : column - at;
        }
    }

    /** Reads a batch in passes of these many columns. */
    private void compare(List<Row> batch, int... counts) {
        try (GraphRows rows = new GraphRows(graph, batch.size())) {
            int from = 0;
            for (int count : counts) {
                if (count > 0) {
                    FloatBuffer logits = floats(batch.size() * count);
                    rows.read(longs(batch, from, count, Row::id), longs(batch, 0, from + count, Row::mask), longs(batch, from, count, Row::position),
                            logits);
                    for (int row = 0; row < batch.size(); row++) {
                        for (int column = 0; column < count; column++) {
                            compare(logits, row * count + column, batch.get(row), from + column);
                        }
                    }
                }
                from += count;
            }
        }
    }

    /** @param at which of the graph's positions */
    private void compare(FloatBuffer logits, int at, Row row, int column) {
        if (row.isPadding(column)) {
            return;
        }
        int vocabulary = graph.signature().vocabulary();
        int expected = (int) row.position(column) * vocabulary;
        for (int id = 0; id < vocabulary; id++) {
            largest = Math.max(largest, Math.abs(logits.get(at * vocabulary + id) - row.text.logits[expected + id]));
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

    /** What a row has in a column. */
    @FunctionalInterface
    private interface Cell {
        long of(Row row, int column);
    }

    private static LongBuffer longs(List<Row> batch, int from, int count, Cell cell) {
        LongBuffer to = ByteBuffer.allocateDirect(batch.size() * count * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
        for (Row row : batch) {
            for (int column = from; column < from + count; column++) {
                to.put(cell.of(row, column));
            }
        }
        return to.flip();
    }
}
