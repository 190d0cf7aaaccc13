package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Tensor;

final class ReferenceRecording implements Recording {

    private final ReferenceEngine engine;
    private final Work work;
    private final Tape tape = new Tape();
    private final ReferenceScope scope;
    private boolean wentBack;

    ReferenceRecording(ReferenceEngine engine, Work work) {
        this.engine = engine;
        this.work = work;
        work.beginTape(tape);
        scope = new ReferenceScope(engine, work);
    }

    @Override
    public void backward(Tensor loss, double scale) {
        Value value = engine.value(loss);
        if (!scope.isOpen() || wentBack) {
            throw new IllegalStateException("backward: " + (wentBack ? "was called on this recording before" : "the recording is closed"));
        }
        if (loss.rank() != 0) {
            throw new IllegalArgumentException("backward: the loss must be a scalar, not " + loss.shape());
        }
        if (!tape.depends(value)) {
            throw new IllegalStateException("backward: no variable took part in the loss");
        }
        wentBack = true;
        tape.gradients(value, scale).forEach(engine::collect);
    }

    @Override
    public Tensor keep(Tensor tensor) {
        return scope.keep(tensor);
    }

    @Override
    public void close() {
        if (scope.isOpen()) {
            scope.close();
            work.endTape();
        }
    }
}
