package org.stagelm.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.torch.library.BlasThreads;

/**
 * Two threads that each run a recording of its own on one core. An operation cut up for two cores waits at its end for the slower one, a hundred times
 * in a step, and libtorch's and OpenBLAS's threads hand the cores to each other; two halves of a batch that know nothing of each other wait once.
 *
 * <p>Two and no more: the sum of two gradients is the same whichever comes first, so runs repeat bit for bit; and OpenBLAS computes one product of
 * several threads at a time, so there must be no more cores than lanes.
 */
final class Lanes implements AutoCloseable {

    private static final int MOST = 2;

    private final int threads;
    private final List<ExecutorService> lanes = new ArrayList<>();

    /** @param threads of the engine */
    Lanes(int threads) {
        this.threads = threads;
    }

    /** How many tasks run side by side. */
    int count() {
        return threads == MOST ? MOST : 1;
    }

    /** Runs tasks, at most {@link #count()}; a single one with all threads, in the calling thread. */
    void run(List<Runnable> tasks) {
        if (tasks.size() == 1 || count() == 1) {
            tasks.forEach(Runnable::run);
            return;
        }
        start();
        BlasThreads.set(1);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            running.add(CompletableFuture.runAsync(tasks.get(i), lanes.get(i)));
        }
        await(running);
    }

    private synchronized void start() {
        if (lanes.isEmpty()) {
            for (int i = 0; i < MOST; i++) {
                lanes.add(lane(i));
            }
            torch.set_num_threads(threads); // the last number given is also that of threads to come
        }
    }

    private static ExecutorService lane(int number) {
        ExecutorService lane = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "stagelm-torch-" + number);
            thread.setDaemon(true);
            return thread;
        });
        CompletableFuture.runAsync(() -> {
            torch.set_num_threads(1); // libtorch keeps a number for each thread
            TorchThread.current().leaveBlasThreads();
        }, lane).join();
        return lane;
    }

    /** Waits for all of them, also where one has failed: they use tensors of the caller's. */
    private static void await(List<CompletableFuture<Void>> running) {
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Void> task : running) {
            try {
                task.join();
            } catch (CompletionException e) {
                failures.add(e.getCause());
            }
        }
        for (Throwable first : failures) {
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first; // a Runnable throws nothing else
        }
    }

    @Override
    public synchronized void close() {
        lanes.forEach(ExecutorService::shutdown);
        lanes.clear();
    }
}
