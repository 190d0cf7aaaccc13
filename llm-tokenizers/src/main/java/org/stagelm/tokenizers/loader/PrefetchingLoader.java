package org.stagelm.tokenizers.loader;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;

/**
 * Batches that a thread of its own makes ahead. The position is that of the batches handed out, not of those made; what fails in the thread is thrown
 * by {@link #next()} when its batch is asked for.
 */
final class PrefetchingLoader implements BatchLoader {

    private final BatchLoader source;
    private final int ahead;
    private Optional<Ahead> thread = Optional.empty();
    private long position;

    /** @param ahead the most batches that wait */
    PrefetchingLoader(BatchLoader source, int ahead) {
        this.source = source;
        this.ahead = ahead;
        this.position = source.position();
    }

    @Override
    public Batch next() {
        if (thread.isEmpty()) {
            source.seek(position);
            thread = Optional.of(new Ahead(source, ahead));
        }
        Made made = thread.get().take();
        if (made.failure() != null) {
            stop();
            throw made.failure();
        }
        position++;
        return made.batch();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long position) {
        stop();
        this.position = position;
    }

    @Override
    public long batchesPerEpoch() {
        return source.batchesPerEpoch();
    }

    @Override
    public void close() {
        stop();
        source.close();
    }

    private void stop() {
        thread.ifPresent(Ahead::end);
        thread = Optional.empty();
    }

    /** A batch, or why there is none; the other is null. */
    private record Made(Batch batch, RuntimeException failure) {}

    /** The thread; until its end the source is its own. */
    private static final class Ahead extends Thread {

        private final BatchLoader source;
        private final BlockingQueue<Made> waiting;

        Ahead(BatchLoader source, int ahead) {
            super("batches ahead");
            this.source = source;
            this.waiting = new ArrayBlockingQueue<>(ahead);
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try {
                Made made = make();
                while (made.failure() == null) {
                    waiting.put(made);
                    made = make();
                }
                waiting.put(made);
            } catch (InterruptedException e) {
                // end() was called: nobody asks for more
            }
        }

        private Made make() {
            try {
                return new Made(source.next(), null);
            } catch (RuntimeException e) {
                return new Made(null, e);
            } catch (Error e) {
                return new Made(null, new IllegalStateException("a batch could not be made", e));
            }
        }

        Made take() {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("waiting for a batch was interrupted");
            }
        }

        /** Waits for it also where the caller is interrupted, which stays set: the source must be free afterwards. */
        void end() {
            interrupt();
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
