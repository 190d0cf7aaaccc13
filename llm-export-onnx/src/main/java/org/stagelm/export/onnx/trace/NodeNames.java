package org.stagelm.export.onnx.trace;

import java.util.regex.Pattern;
import org.stagelm.api.tensor.LayerPath;

/** How layers are called in a graph. */
final class NodeNames {

    /** Dots other than those before a number: {@code layers.3} stays together. */
    private static final Pattern SEPARATOR = Pattern.compile("\\.(?!\\d+(\\.|$))");

    private NodeNames() {}

    /** Where nodes added now belong: {@code layers.3.attn.q_proj} is {@code /model/layers.3/attn/q_proj}. */
    static String scope() {
        String path = LayerPath.current();
        return path.isEmpty() ? "/model" : "/model/" + SEPARATOR.matcher(path).replaceAll("/");
    }

    /** The layer that is running now, for messages. */
    static String layer() {
        return layer(LayerPath.current());
    }

    static String layer(String path) {
        return path.isEmpty() ? "the model" : "layer " + path;
    }
}
