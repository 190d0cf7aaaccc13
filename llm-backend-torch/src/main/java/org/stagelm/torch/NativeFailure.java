package org.stagelm.torch;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Tensor;

/**
 * What libtorch throws, in one line. JavaCPP turns a C++ exception into a plain RuntimeException whose message goes on with libtorch's native stack;
 * of it the first line says what is wrong, and here it gets the operation, the shapes and the layer.
 */
final class NativeFailure {

    private NativeFailure() {}

    /** Runs {@code work} with its failures translated. */
    static void within(String operation, Runnable work, Tensor... inputs) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw translate(operation, e, inputs);
        }
    }

    /** The exception to throw in the place of {@code e}: libtorch's, and our own of what an operation refuses, say where. */
    static RuntimeException translate(String operation, RuntimeException e, Tensor... inputs) {
        if (e.getClass() == IllegalArgumentException.class) {
            return new IllegalArgumentException(described(operation, e, inputs), e);
        }
        boolean refused = e.getClass() == RuntimeException.class || e.getClass() == IllegalStateException.class;
        return refused ? new IllegalStateException(described(operation, e, inputs), e) : e;
    }

    private static String described(String operation, RuntimeException e, Tensor... inputs) {
        String shapes = inputs.length == 0 ? "" : Arrays.stream(inputs).map(Tensor::toString).collect(Collectors.joining(", ", " (", ")"));
        String layer = LayerPath.current().isEmpty() ? "" : " in " + LayerPath.current();
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
        return "torch " + operation + layer + shapes + ": " + first;
    }
}
