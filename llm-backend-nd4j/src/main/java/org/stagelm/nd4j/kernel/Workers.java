package org.stagelm.nd4j.kernel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.stagelm.nd4j.memory.MemoryPool;

/**
 * The engine's own threads. Work is cut into parts by its size and the number of threads alone; which thread takes which part is left to chance, so
 * it must not matter: each part writes memory of its own, and sums over parts are added up in the order of the parts. That makes runs repeat bit for
 * bit.
 *
 * <p>A thread without work looks for some for a moment before it sleeps, since operations follow each other within microseconds.
 */
public final class Workers implements AutoCloseable {

    /** Elements touched that are worth handing to another thread: some microseconds. */
    private static final int WORTHWHILE = 1 << 14;

    /** More parts than threads even out what other processes take from one of them. */
    private static final int PARTS_PER_THREAD = 4;

    private static final int LOOKS_BEFORE_SLEEP = 2000;

    /** Work on units {@code from} ≤ i &lt; {@code to}. */
    interface Range {
        void run(int from, int to, Scratch scratch);
    }

    /** Work on one part. */
    interface Part {
        void run(int part, Scratch scratch);
    }

    private final MemoryPool scratchMemory = new MemoryPool(); // of its own: it is nobody's tensor
    private final Worker[] threads;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();
    private final ReentrantLock handingOut = new ReentrantLock();
    private volatile Job job = new Job((part, scratch) -> { }, 0);
    private volatile boolean closed;

    /**
     * @param threads that work together, the caller of {@link #run} included
     */
    public Workers(int threads) {
        this.threads = new Worker[threads - 1];
        for (int i = 0; i < this.threads.length; i++) {
            this.threads[i] = new Worker(i + 1);
            this.threads[i].start();
        }
    }

    /** Threads that work together. */
    int count() {
        return threads.length + 1;
    }

    /** Native memory that the threads compute in, in bytes. */
    public long scratchBytes() {
        return scratchMemory.allBytes();
    }

    /**
     * Into how many parts to cut work.
     *
     * @param units that cannot be cut
     * @param elements touched in all; an exponential counts as several
     */
    int parts(int units, long elements) {
        if (threads.length == 0 || elements < 2 * WORTHWHILE) {
            return 1;
        }
        return (int) Math.min(units, Math.min((long) count() * PARTS_PER_THREAD, elements / WORTHWHILE));
    }

    /** Runs work on all of 0 … {@code units} − 1. */
    void each(int units, long elements, Range body) {
        int parts = parts(units, elements);
        run(parts, (part, scratch) -> body.run(start(part, parts, units), start(part + 1, parts, units), scratch));
    }

    /** The first unit of a part. */
    static int start(int part, int parts, int units) {
        return (int) ((long) units * part / parts);
    }

    /**
     * Runs parts 0 … {@code parts} − 1 and returns when all are done. Called from within a part, or while another thread's work is on, the caller
     * does all.
     */
    void run(int parts, Part body) {
        Scratch own = idle.poll();
        if (own == null) {
            own = new Scratch(scratchMemory);
        }
        try {
            if (parts == 1 || threads.length == 0 || closed || handingOut.isHeldByCurrentThread() || !handingOut.tryLock()) {
                for (int part = 0; part < parts; part++) {
                    body.run(part, own);
                }
                return;
            }
            try {
                handOut(new Job(body, parts), own);
            } finally {
                handingOut.unlock();
            }
        } finally {
            idle.add(own);
        }
    }

    private void handOut(Job next, Scratch own) {
        job = next;
        for (Worker thread : threads) {
            if (thread.asleep) {
                LockSupport.unpark(thread);
            }
        }
        next.work(own);
        next.await();
    }

    /** Ends the threads; what is run from then on, the caller does alone. */
    @Override
    public void close() {
        closed = true;
        for (Worker thread : threads) {
            LockSupport.unpark(thread);
        }
        boolean interrupted = false;
        for (Worker thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Scratch scratch = idle.poll(); scratch != null; scratch = idle.poll()) {
            scratch.close();
        }
        scratchMemory.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker extends Thread {

        private volatile boolean asleep;

        Worker(int number) {
            super("stagelm-nd4j-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            Job done = job;
            try (Scratch scratch = new Scratch(scratchMemory)) {
                while (!closed) {
                    Job next = awaitAfter(done);
                    next.work(scratch);
                    done = next;
                }
            }
        }

        private Job awaitAfter(Job done) {
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
}
