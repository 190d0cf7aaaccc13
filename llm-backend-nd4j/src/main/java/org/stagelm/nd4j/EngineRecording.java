package org.stagelm.nd4j;

import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/** A scope with a tape. */
final class EngineRecording extends EngineScope implements Recording {

    private final Tape tape;
    private boolean done;

    /** The tape is the thread's already. */
    EngineRecording(Operations engine, Tape tape) {
        super(engine);
        this.tape = tape;
    }

    @Override
    public void backward(Tensor loss, double scale) {
        if (isClosed() || done) {
            throw new IllegalStateException("backward runs once, while its recording is open");
        }
        if (loss.shape().elements() != 1) {
            throw new IllegalArgumentException("backward starts from a scalar, the loss is " + loss);
        }
        Operation op = engine().operation("backward", loss);
        Track track = engine().value(loss).trackOn(tape).orElseThrow(() -> new IllegalStateException("backward: no variable took part in the loss"));
        done = true;
        op.run(() -> {
            tape.backward(track, seed(loss, scale));
            return track;
        });
    }

    private Strided seed(Tensor loss, double scale) {
        Strided seed = Strided.allocate(engine().compute().pool(), loss.type(), Strided.sizes(loss.shape()));
        if (loss.type() == DType.FLOAT64) {
            seed.block().bytes().putDouble(0, scale);
        } else {
            seed.block().floats().put(0, (float) scale);
        }
        return seed;
    }

    @Override
    void ending() {
        thread().endTape();
        tape.close();
    }
}
