package org.stagelm.cli.bench;

/**
 * What a worker repeats, with what it works on.
 *
 * @param once one repetition
 * @param free frees what it works on
 */
record Work(Runnable once, Runnable free) implements AutoCloseable {

    @Override
    public void close() {
        free.run();
    }
}
