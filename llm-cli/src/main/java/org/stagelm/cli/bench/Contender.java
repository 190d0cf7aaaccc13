package org.stagelm.cli.bench;

import java.util.List;

/** One side of a measurement. */
interface Contender extends AutoCloseable {

    /** As the table calls it. */
    String name();

    /** What it runs on: library, version, threads. */
    String about();

    /** Seconds of each of {@code times} repetitions. */
    List<Double> run(int times);

    @Override
    void close();
}
