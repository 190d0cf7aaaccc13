package org.stagelm.core.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Shape;

/** The keys and values of every attention, in memory preallocated for a whole context when an attention first asks for it. */
final class KeyValueCache implements Pass.Cache, AutoCloseable {

    /** In [B, Hkv, S, D]. */
    private static final int SEQUENCE_AXIS = 2;

    private final Backend backend;
    private final int context;
    private final Map<String, KeyValue> byPath = new LinkedHashMap<>();
    private int length;

    KeyValueCache(Backend backend, int context) {
        this.backend = backend;
        this.context = context;
    }

    @Override
    public KeyValue of(String path, Dim batch, int heads, int size) {
        return byPath.computeIfAbsent(path, p -> {
            Shape shape = Shape.of(batch, Dim.of(heads), Dim.of(context), Dim.of(size));
            return new KeyValue(backend.state(p + ".keys", SEQUENCE_AXIS, shape), backend.state(p + ".values", SEQUENCE_AXIS, shape));
        });
    }

    @Override
    public Dim length() {
        return Dim.of(length);
    }

    /** A pass over so many tokens has ended. */
    void hasRead(int tokens) {
        length += tokens;
    }

    /** True while no attention has asked for its memory. */
    boolean isUnused() {
        return byPath.isEmpty();
    }

    /** Forgets what was read; the memory stays. */
    void clear() {
        length = 0;
        byPath.values().forEach(pair -> {
            pair.keys().clear();
            pair.values().clear();
        });
    }

    /** Frees the memory. */
    @Override
    public void close() {
        byPath.values().forEach(pair -> {
            pair.keys().close();
            pair.values().close();
        });
        byPath.clear();
        length = 0;
    }
}
