package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.tokenizers.learning.LearningInterrupt;
import org.stagelm.tokenizers.learning.SpecialCuts;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Counts the pieces of all documents on all processors, once. The counts do not depend on who counted what. Of the text only a few chunks are held at a
 * time: where those who count fall behind, the one who reads counts too.
 */
final class PieceCounter {

    /** Characters that are counted in one go; few enough that a small corpus has some for each thread, and many that none waits for the next. */
    private static final int CHUNK = 1 << 18;

    /** Bytes of a piece that are taken together. A longer one, such as a file of one letter, is counted as several: no word is that long. */
    private static final int LONGEST = 1 << 20;

    private static final int PIECES_AT_ONCE = 512;

    private final PreTokenizer preTokenizer;
    private final SpecialCuts specials;
    private final Queue<PieceCounts> idle = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private List<String> chunk = new ArrayList<>();
    private long chunkSize;
    private long documents;

    /** @param specials where no piece goes across */
    PieceCounter(PreTokenizer preTokenizer, SpecialCuts specials) {
        this.preTokenizer = preTokenizer;
        this.specials = specials;
    }

    /** @throws CancellationException where the thread is interrupted; the interrupt stays set */
    PieceCounts count(Stream<String> all, Progress progress) {
        int threads = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(threads), task -> {
            Thread thread = new Thread(task, "piece-counter");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.CallerRunsPolicy());
        try (Progress.Task task = progress.start("counting words", -1, "documents")) {
            all.sequential().forEach(document -> { // an iterator would hold all documents of a flat-mapped stream at once
                take(document, pool);
                task.at(++documents);
            });
            pass(pool);
            pool.shutdown();
            pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            check();
            PieceCounts whole = idle.remove();
            for (PieceCounts part = idle.poll(); part != null; part = idle.poll()) {
                whole.addAll(part);
            }
            return whole;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LearningInterrupt.cancelled();
        } finally {
            pool.shutdownNow();
        }
    }

    private void take(String document, ThreadPoolExecutor pool) {
        check();
        specials.forEachPart(document, part -> {
            for (int from = 0; from < part.length();) {
                int to = end(part, from);
                chunk.add(part.substring(from, to));
                chunkSize += to - from;
                if (chunkSize >= CHUNK) {
                    pass(pool);
                }
                from = to;
            }
        });
    }

    /** Where the text from {@code from} on may be cut, a chunk behind it or more, so that several threads count a long one; otherwise its end. */
    private int end(String text, int from) {
        if (text.length() - from <= CHUNK || !preTokenizer.cutsBeforeWhiteSpace()) {
            return text.length();
        }
        for (int i = from + CHUNK; i < text.length(); i++) {
            if ((text.charAt(i) == ' ' || text.charAt(i) == '\n') && Character.isLetter(text.charAt(i - 1))) {
                return i;
            }
        }
        return text.length();
    }

    private void pass(ThreadPoolExecutor pool) {
        check();
        List<String> full = chunk;
        chunk = new ArrayList<>();
        chunkSize = 0;
        pool.execute(() -> {
            try {
                PieceCounts taken = idle.poll();
                PieceCounts counts = taken == null ? new PieceCounts() : taken;
                full.forEach(text -> count(text, counts));
                idle.add(counts);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void count(String text, PieceCounts counts) {
        byte[] utf8 = Utf8.bytes(text);
        PreTokenizer.Cutter cutter = preTokenizer.cut(utf8, 0, utf8.length);
        int[] ends = new int[PIECES_AT_ONCE];
        int from = 0;
        for (int pieces = cutter.next(ends); pieces > 0; pieces = cutter.next(ends)) {
            LearningInterrupt.check();
            for (int piece = 0; piece < pieces; piece++) {
                for (; ends[piece] - from > LONGEST; from += LONGEST) {
                    counts.add(utf8, from, from + LONGEST, 1);
                }
                counts.add(utf8, from, ends[piece], 1);
                from = ends[piece];
            }
        }
    }

    private void check() {
        LearningInterrupt.check();
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
