package org.stagelm.torch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.stagelm.torch.library.BlasThreads;

/**
 * Threads that share a product of a matrix and a vector, which OpenBLAS leaves to a single one: reading memory on one core is half as fast as on two.
 * Each part writes memory of its own, so it does not matter who takes which.
 *
 * <p>A thread without work looks for some for a moment before it sleeps, since the products of one token follow each other within microseconds.
 */
final class Crew implements AutoCloseable {

    /** Elements read that are worth a part of their own: 256 KiB, so that a few vectors find a part still in the cache. */
    private static final int PART = 1 << 16;

    /** Elements read that are worth handing out. */
    private static final int WORTHWHILE = 1 << 15;

    /** Multiplications that OpenBLAS shares out. */
    static final long LARGE = 1 << 18;

    private static final int LOOKS_BEFORE_SLEEP = 4000;

    private final ReentrantLock handingOut = new ReentrantLock();
    private final Helper[] helpers;
    private volatile Job job = new Job(part -> { }, 0);
    private volatile boolean closed;

    /** @param threads that work together, the caller of {@link #each} included */
    Crew(int threads) {
        this.helpers = new Helper[threads - 1];
    }

    /** Keeps each product of BLAS on the thread that asks for it. */
    void takeBlas() {
        BlasThreads.set(1);
    }

    /** Gives a product of BLAS all threads again. */
    void leaveBlas() {
        if (TorchThread.current().mayChangeBlasThreads()) {
            BlasThreads.set(helpers.length + 1);
        }
    }

    /** Likewise, where the product is large; small ones do not need them. */
    void leaveBlas(long multiplications) {
        if (multiplications >= LARGE) {
            leaveBlas();
        }
    }

    /** Work on units {@code from} ≤ i &lt; {@code to}. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    /**
     * Runs work on all of 0 … {@code units} − 1, its BLAS calls on one thread each. While another thread's work is on, the caller does all.
     * What this does to BLAS, {@link #leaveBlas} undoes.
     *
     * @param elements read by all units
     */
    void each(int units, long elements, Range body) {
        int parts = elements < WORTHWHILE ? 1 : (int) Math.min(units, Math.max(helpers.length + 1L, elements / PART));
        takeBlas();
        IntConsumer work = part -> body.run(start(part, parts, units), start(part + 1, parts, units));
        if (parts <= 1 || helpers.length == 0 || closed || !handingOut.tryLock()) {
            for (int part = 0; part < parts; part++) {
                work.accept(part);
            }
            return;
        }
        try {
            handOut(new Job(work, parts));
        } finally {
            handingOut.unlock();
        }
    }

    private static int start(int part, int parts, int units) {
        return (int) ((long) units * part / parts);
    }

    private void handOut(Job next) {
        for (int i = 0; i < helpers.length; i++) {
            if (helpers[i] == null) {
                helpers[i] = new Helper(i + 1, job);
                helpers[i].start();
            }
        }
        job = next;
        for (Helper helper : helpers) {
            if (helper.asleep) {
                LockSupport.unpark(helper);
            }
        }
        next.work();
        next.await();
    }

    @Override
    public void close() {
        handingOut.lock();
        try {
            closed = true;
            for (Helper helper : helpers) {
                LockSupport.unpark(helper);
            }
        } finally {
            handingOut.unlock();
        }
    }

    private final class Helper extends Thread {

        private Job done;
        private volatile boolean asleep;

        Helper(int number, Job done) {
            super("stagelm-torch-crew-" + number);
            this.done = done;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                done = awaitNext();
                done.work();
            }
        }

        private Job awaitNext() {
            for (int look = 0; look < LOOKS_BEFORE_SLEEP; look++) {
                if (job != done) {
                    return job;
                }
                Thread.onSpinWait();
            }
            asleep = true;
            while (job == done && !closed) {
                LockSupport.park(this);
            }
            asleep = false;
            return job;
        }
    }

    /** Parts that are taken one after the other by whoever is free. */
    private static final class Job {

        private final IntConsumer part;
        private final int parts;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger finished = new AtomicInteger();
        private volatile RuntimeException failure;

        Job(IntConsumer part, int parts) {
            this.part = part;
            this.parts = parts;
        }

        void work() {
            for (int next = taken.getAndIncrement(); next < parts; next = taken.getAndIncrement()) {
                try {
                    part.accept(next);
                } catch (RuntimeException e) {
                    failure = e;
                } finally {
                    finished.incrementAndGet();
                }
            }
        }

        void await() {
            while (finished.get() < parts) {
                Thread.onSpinWait();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
