package org.stagelm.training.loop;

import java.util.List;

/** A step gave NaN or infinity. It carries what is needed to find out where. */
final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final double learningRate;
    private final transient List<MicroBatch> batches;

    NonFiniteException(String what, double learningRate, List<MicroBatch> batches) {
        super(what);
        this.learningRate = learningRate;
        this.batches = batches;
    }

    double learningRate() {
        return learningRate;
    }

    List<MicroBatch> batches() {
        return batches;
    }
}
