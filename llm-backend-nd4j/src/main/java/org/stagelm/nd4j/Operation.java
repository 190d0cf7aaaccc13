package org.stagelm.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.kernel.PendingSum;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Backward;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/** One call of one operation: its inputs, checked; its result, owned by the innermost scope and noted on the open tape. */
final class Operation {

    private final Operations engine;
    private final String name;
    private final Tensor[] inputs;
    private final Strided[] elements;

    Operation(Operations engine, String name, Tensor... inputs) {
        this.engine = engine;
        this.name = name;
        this.inputs = inputs;
        this.elements = new Strided[inputs.length];
        engine.checkOpen();
        try {
            for (int i = 0; i < inputs.length; i++) {
                elements[i] = engine.value(inputs[i]).elements();
            }
        } catch (IllegalStateException e) {
            throw new IllegalStateException(described(e.getMessage()), e);
        }
    }

    /** Elements of input {@code index}. */
    Strided in(int index) {
        return elements[index];
    }

    /** Refuses inputs of different types: nothing is converted silently. */
    Operation sameTypes() {
        for (Tensor input : inputs) {
            if (input.type() != inputs[0].type()) {
                throw refuse(inputs[0].type() + " and " + input.type() + " differ: cast one of them");
            }
        }
        return this;
    }

    Operation arithmetic() {
        if (inputs[0].type() == DType.BOOL) {
            throw refuse("is not for BOOL: cast first");
        }
        return this;
    }

    Operation floating() {
        if (!inputs[0].type().isFloating()) {
            throw refuse("is not for " + inputs[0].type() + ": cast to a floating type first");
        }
        return this;
    }

    IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException(described(why));
    }

    /** The sizes of its result, or the refusal of one that is too large. */
    int[] sizes(Shape result) {
        return run(() -> Strided.sizes(result));
    }

    /** Runs a kernel; what it refuses names the operation, the layer and the inputs. */
    <T> T run(Supplier<T> kernel) {
        try {
            return kernel.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(described(e.getMessage()), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(described(e.getMessage()), e);
        }
    }

    private String described(String why) {
        String layer = LayerPath.current().isEmpty() ? "" : " in " + LayerPath.current();
        String shapes = inputs.length == 0 ? "" : Arrays.stream(inputs).map(Tensor::toString).collect(Collectors.joining(", ", " (", ")"));
        return name + layer + shapes + ": " + why;
    }

    /** A result that no gradient passes through; takes over the reference. */
    Tensor result(Shape shape, Strided y) {
        return owned(shape, y.type(), new Value(engine, y));
    }

    private Tensor owned(Shape shape, DType type, Value value) {
        engine.thread().own(value);
        return new Tensor(engine, shape, type, value);
    }

    /** A sum as a result, to be computed when it is asked for; takes over the references. */
    Tensor result(Shape shape, PendingSum sum, Backward backward, Strided... saved) {
        return noted(owned(shape, sum.a().type(), new Value(engine, sum)), backward, saved);
    }

    /**
     * A result; takes over the reference.
     *
     * @param backward passes to the inputs, in their order
     * @param saved what it reads
     */
    Tensor result(Shape shape, Strided y, Backward backward, Strided... saved) {
        return noted(result(shape, y), backward, saved);
    }

    private Tensor noted(Tensor result, Backward backward, Strided... saved) {
        Optional<Tape> open = engine.thread().tape();
        if (open.isPresent() && result.type().isFloating()) {
            Tape tape = open.get();
            List<Optional<Track>> tracks = Arrays.stream(inputs).map(input -> engine.value(input).trackOn(tape)).toList();
            if (tracks.stream().anyMatch(Optional::isPresent)) {
                engine.value(result).track(tape, tape.note(tracks, backward, saved));
            }
        }
        return result;
    }

    /** Whether input {@code index} is differentiated here. */
    boolean isTracked(int index) {
        return engine.thread().tape().flatMap(tape -> engine.value(inputs[index]).trackOn(tape)).isPresent();
    }
}
