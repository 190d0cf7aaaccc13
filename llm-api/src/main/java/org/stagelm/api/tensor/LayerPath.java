package org.stagelm.api.tensor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Which layer the calling thread is in, such as {@code model.layers.3.attn.q_proj}. Errors name it, a traced graph takes its node names from it, and an
 * observer may look at what each layer gives.
 */
public final class LayerPath {

    private static final ThreadLocal<LayerPath> CURRENT = ThreadLocal.withInitial(LayerPath::new);

    private final Deque<String> open = new ArrayDeque<>();
    private BiConsumer<String, Tensor> observer;

    private LayerPath() {}

    /** The path of the innermost layer, or the empty string outside of any. */
    public static String current() {
        String path = CURRENT.get().open.peek();
        return path == null ? "" : path;
    }

    /** Runs a layer's forward pass under its path and shows the result to the observer, if there is one. */
    public static Tensor within(String path, Supplier<Tensor> forward) {
        LayerPath here = CURRENT.get();
        return under(path, () -> {
            Tensor result = forward.get();
            if (here.observer != null) {
                here.observer.accept(path, result);
            }
            return result;
        });
    }

    /** Runs a part of a layer's forward pass under the layer's path. */
    static Tensor under(String path, Supplier<Tensor> part) {
        LayerPath here = CURRENT.get();
        here.open.push(path);
        try {
            return part.get();
        } finally {
            here.open.pop();
        }
    }

    /** Runs {@code work} on this thread with {@code observer} called for each layer's result, innermost layers first. */
    public static void observe(BiConsumer<String, Tensor> observer, Runnable work) {
        LayerPath here = CURRENT.get();
        BiConsumer<String, Tensor> outer = here.observer;
        here.observer = observer;
        try {
            work.run();
        } finally {
            here.observer = outer;
        }
    }

    static String suffix() {
        String path = current();
        return path.isEmpty() ? "" : " in " + path;
    }
}
