package org.stagelm.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/**
 * Computation that a tape notes as one step. On the way back the step runs it again on the same tape, which then goes on with the steps that this left:
 * they stand where they would have stood, so gradients are the same bits.
 *
 * @param track of the input, where it depends on a variable
 */
record Recomputation(Operations engine, Tape tape, UnaryOperator<Tensor> body, Shape shape, Optional<Track> track) {

    /** The result, owned by the innermost scope. */
    static Tensor run(Operations engine, Tape tape, Tensor x, UnaryOperator<Tensor> body) {
        Value input = engine.value(x);
        Strided kept = input.elements();
        Tensor y = engine.thread().recordingOn(Optional.empty(), () -> alone(engine, x, body));
        if (y.type().isFloating()) {
            Recomputation again = new Recomputation(engine, tape, body, x.shape(), input.trackOn(tape));
            engine.value(y).track(tape, tape.note(List.of(), (gradient, inputs) -> again.pass(gradient, kept), kept));
        }
        return y;
    }

    /** Frees what the body computes on its way; the result is a value of its own even where the body gives its input. */
    private static Tensor alone(Operations engine, Tensor x, UnaryOperator<Tensor> body) {
        Tensor found;
        Strided y;
        try (EngineScope scope = new EngineScope(engine)) {
            found = body.apply(x);
            y = engine.value(found).elements().retain();
        }
        return engine.operation("recompute").result(found.shape(), y);
    }

    private void pass(Strided gradient, Strided x) {
        engine.thread().recordingOn(Optional.of(tape), () -> {
            try (EngineScope scope = new EngineScope(engine)) {
                Tensor input = engine.operation("recompute").result(shape, x.retain());
                track.ifPresent(to -> engine.value(input).track(tape, to));
                Optional<Track> result = engine.value(body.apply(input)).trackOn(tape);
                result.ifPresent(to -> to.add(gradient.retain()));
                return result;
            }
        });
    }
}
