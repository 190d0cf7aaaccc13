package org.stagelm.core.generation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.BoundModel;

/**
 * Several texts read by a model at once, one a row: the weights are read once for all of them. Texts of different lengths end in the same column; what
 * is missing at the beginning of the shorter ones is padding, which no query sees and no position counts, so each row is as if it were alone.
 *
 * <pre>
 * column   0 1 2 3 4 │ 5
 * row 0    a b c d e │ f      first 0
 * row 1    · · · x y │ z      first 3: the positions of x, y, z are 0, 1, 2
 * </pre>
 *
 * <p>The model stays the caller's. Used by one thread at a time.
 */
public final class BatchSession implements AutoCloseable {

    private final Engine engine;
    private final LanguageModel model;
    private final KeyValueCache cache;
    private int[] first = {}; // the column of each row's first id
    private int columns;

    public BatchSession(BoundModel bound) {
        this.engine = bound.engine();
        this.model = bound.model();
        this.cache = new KeyValueCache(engine, model.dimensions().context());
    }

    /**
     * Forgets all texts, reads these from their beginnings in one pass and gives for each the logits [vocabulary] of the token after it.
     *
     * @param texts at least one; each of 1 … {@link #context()} ids
     */
    public float[][] begin(List<int[]> texts) {
        int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        if (longest > context() || texts.stream().anyMatch(text -> text.length == 0)) {
            throw new IllegalArgumentException("texts of 1 … " + context() + " ids are needed, the longest has " + longest);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("no texts");
        }
        if (texts.size() != first.length) {
            cache.close(); // its memory is for as many texts as there were
        }
        columns = 0;
        cache.clear();
        first = texts.stream().mapToInt(text -> longest - text.length).toArray();
        int[] ids = new int[texts.size() * longest]; // any id will do as padding
        for (int row = 0; row < first.length; row++) {
            System.arraycopy(texts.get(row), 0, ids, row * longest + first[row], longest - first[row]);
        }
        return read(ids, longest);
    }

    /**
     * Reads one more id in each row.
     *
     * @param ids one for each row; where {@link #hasRoom()}
     * @return as {@link #begin}
     */
    public float[][] next(int... ids) {
        if (ids.length != first.length || !hasRoom()) {
            throw new IllegalArgumentException(ids.length + " ids for " + first.length + " rows of " + columns + " in a context of " + context());
        }
        return read(ids, 1);
    }

    private float[][] read(int[] ids, int count) {
        try {
            float[][] logits = logits(ids, count);
            columns += count;
            cache.hasRead(count);
            return logits;
        } catch (RuntimeException | Error e) {
            reset(); // some attentions have taken in the new ids, others have not
            throw e;
        }
    }

    /** The logits after {@code ids} [B, count]; the columns before them are in the cache. */
    private float[][] logits(int[] ids, int count) {
        int rows = first.length;
        try (Scope scope = engine.scope()) {
            Tensor hidden = model.hidden(engine.ids(ids, rows, count), new Pass(positions(count), mask(columns + count), Optional.of(cache),
                    Optional.empty())); // [B, T, width]
            float[] flat = new float[rows * vocabulary()];
            engine.floats(model.head(hidden.slice(1, count - 1, 1)), flat); // the head, the largest projection, for the last column only
            float[][] logits = new float[rows][vocabulary()];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(flat, row * vocabulary(), logits[row], 0, vocabulary());
            }
            return logits;
        }
    }

    /** INT64 [B, T]: columns counted from each row's first; padding stands at 0 as the first id does. */
    private Tensor positions(int count) {
        int[] positions = new int[first.length * count];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.max(0, columns + i % count - first[i / count]);
        }
        return engine.ids(positions, first.length, count);
    }

    /** Hides what lies before each row's first column; where nothing does, engines need no mask. */
    private Mask mask(int total) {
        int padding = 0;
        for (int column : first) {
            padding = Math.max(padding, column);
        }
        if (padding == 0) {
            return Mask.NONE;
        }
        Tensor begins = engine.ids(first, first.length, 1);
        return new Mask(false, OptionalInt.empty(), Optional.of(begins.lessOrEqual(engine.arange(Dim.of(0), Dim.of(total))))); // [B, S]
    }

    /** False where {@link #next} cannot go on and the texts must be read again: the columns are full, or the model keeps nothing from pass to pass. */
    public boolean hasRoom() {
        return columns < context() && !cache.isUnused();
    }

    /** The most ids of a row that can be read. */
    public int context() {
        return model.dimensions().context();
    }

    /** The number of ids the model knows. */
    public int vocabulary() {
        return model.dimensions().vocabulary();
    }

    private void reset() {
        columns = 0;
        first = new int[0];
        cache.clear();
    }

    @Override
    public void close() {
        reset();
        cache.close();
    }
}
