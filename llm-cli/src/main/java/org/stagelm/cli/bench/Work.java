package org.stagelm.cli.bench;

/**
 * What a worker repeats, with what it works on.
 *
 * @param before what a repetition needs beforehand, which is not measured
 * @param once one repetition
 * @param free frees what it works on
 */
record Work(Runnable before, Runnable once, Runnable free) implements AutoCloseable {

    /** With nothing to do beforehand. */
    Work(Runnable once, Runnable free) {
        this(() -> {}, once, free);
    }

    @Override
    public void close() {
        free.run();
    }
}
