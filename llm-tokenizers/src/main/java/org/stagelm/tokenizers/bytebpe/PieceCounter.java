package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.tokenizers.text.Utf8;

/** Counts the pieces of all documents on all processors. The counts do not depend on who counted what. */
final class PieceCounter {

    /** Characters that one task counts; few enough that the documents waiting stay small beside the heap. */
    private static final int CHUNK = 1 << 20;
    private static final int PIECES_AT_ONCE = 512;

    private final PreTokenizer preTokenizer;

    PieceCounter(PreTokenizer preTokenizer) {
        this.preTokenizer = preTokenizer;
    }

    /** @throws CancellationException where the thread is interrupted; the interrupt stays set */
    PieceCounts count(Stream<String> documents, Progress progress) {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "piece-counter");
            thread.setDaemon(true);
            return thread;
        });
        try (Progress.Task task = progress.start("counting words", -1, "documents")) {
            Queue<PieceCounts> idle = new ConcurrentLinkedQueue<>();
            Semaphore waiting = new Semaphore(2 * threads);
            List<Future<?>> tasks = new ArrayList<>();
            long count = 0;
            for (Iterator<String> all = documents.iterator(); all.hasNext();) {
                List<String> chunk = chunk(all);
                waiting.acquire();
                tasks.add(pool.submit(() -> {
                    try {
                        count(chunk, idle);
                    } finally {
                        waiting.release();
                    }
                }));
                count += chunk.size();
                task.at(count);
            }
            for (Future<?> done : tasks) {
                done.get();
            }
            PieceCounts whole = new PieceCounts();
            idle.forEach(whole::addAll);
            return whole;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("learning a tokenizer was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("counting words failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> chunk(Iterator<String> documents) {
        List<String> chunk = new ArrayList<>();
        for (long size = 0; size < CHUNK && documents.hasNext();) {
            String document = documents.next();
            chunk.add(document);
            size += document.length();
        }
        return chunk;
    }

    private void count(List<String> chunk, Queue<PieceCounts> idle) {
        PieceCounts taken = idle.poll();
        PieceCounts counts = taken == null ? new PieceCounts() : taken;
        int[] ends = new int[PIECES_AT_ONCE];
        for (String document : chunk) {
            byte[] utf8 = Utf8.bytes(document);
            PreTokenizer.Cutter cutter = preTokenizer.cut(utf8, 0, utf8.length);
            int from = 0;
            for (int pieces = cutter.next(ends); pieces > 0; pieces = cutter.next(ends)) {
                for (int piece = 0; piece < pieces; piece++) {
                    counts.add(utf8, from, ends[piece], 1);
                    from = ends[piece];
                }
            }
        }
        idle.add(counts);
    }
}
