package org.stagelm.core.generation;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.BoundModel;

/**
 * A text read by a model on an engine. Keys and values of what was read are kept, so a new token costs one position; without the cache all positions
 * are computed again each time, which gives the same logits slowly. The model stays the caller's; it may serve several sessions.
 */
public final class EngineSession implements NextToken {

    private final Engine engine;
    private final LanguageModel model;
    private final Optional<KeyValueCache> cache;
    private final int[] ids;
    private int length;

    private EngineSession(BoundModel bound, boolean cached) {
        this.engine = bound.engine();
        this.model = bound.model();
        this.ids = new int[model.dimensions().context()];
        this.cache = cached ? Optional.of(new KeyValueCache(engine, ids.length)) : Optional.empty();
    }

    public static EngineSession cached(BoundModel model) {
        return new EngineSession(model, true);
    }

    /** Computes everything again for each token: the yardstick of the cached session. */
    public static EngineSession uncached(BoundModel model) {
        return new EngineSession(model, false);
    }

    @Override
    public float[] next(int... newIds) {
        if (newIds.length == 0 || newIds.length > ids.length - length) {
            throw new IllegalArgumentException(newIds.length + " new ids behind " + length + " in a context of " + ids.length);
        }
        // A model that asked for no memory when it read the beginning keeps nothing from pass to pass: it must see the whole text each time.
        boolean fromCache = cache.isPresent() && (length == 0 || !cache.get().isUnused());
        int from = fromCache ? length : 0;
        System.arraycopy(newIds, 0, ids, length, newIds.length);
        int to = length + newIds.length;
        try {
            float[] logits = logits(from, to, fromCache);
            if (fromCache) {
                cache.get().hasRead(newIds.length);
            }
            length = to;
            return logits;
        } catch (RuntimeException | Error e) {
            reset(); // some attentions have taken in the new ids, others have not
            throw e;
        }
    }

    /** The logits after the ids {@code from} … {@code to} − 1; those before {@code from} are in the cache. */
    private float[] logits(int from, int to, boolean fromCache) {
        int count = to - from;
        try (Scope scope = engine.scope()) {
            Tensor positions = engine.arange(Dim.of(from), Dim.of(count));
            Pass pass = fromCache ? Pass.cached(positions, cache.orElseThrow()) : Pass.evaluate(positions);
            Tensor hidden = model.hidden(engine.ids(Arrays.copyOfRange(ids, from, to), 1, count), pass); // [1, T, width]
            float[] logits = new float[vocabulary()];
            engine.floats(model.head(hidden.slice(1, count - 1, 1)), logits); // the head, the largest projection, for the last position only
            return logits;
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int context() {
        return ids.length;
    }

    @Override
    public int vocabulary() {
        return model.dimensions().vocabulary();
    }

    @Override
    public void reset() {
        length = 0;
        cache.ifPresent(KeyValueCache::clear);
    }

    @Override
    public void close() {
        length = 0;
        cache.ifPresent(KeyValueCache::close);
    }
}
