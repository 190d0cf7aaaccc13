package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Encodes documents on all cores and gives them on in their order. Documents wait in groups, and no more of them than a bounded number of characters,
 * one document beyond that: a corpus may be larger than memory.
 */
final class ParallelEncoding implements AutoCloseable {

    /** Enough for a thread to work on for a while. */
    private static final int GROUP = 1 << 16;

    private static final int MOST_WAITING = 1 << 22;

    private final DocumentEncoder encoder;
    private final Sink sink;
    private final ExecutorService threads;
    private final Queue<Group> waiting = new ArrayDeque<>();
    private List<String> group = new ArrayList<>();
    private long groupCharacters;
    private long waitingCharacters;

    /** Takes encoded documents, in the order of their texts and on the thread that gives the texts. */
    @FunctionalInterface
    interface Sink {
        void put(EncodedDocument document) throws IOException;
    }

    private record Group(Future<List<EncodedDocument>> encoded, long characters) {}

    ParallelEncoding(DocumentEncoder encoder, Sink sink) {
        this.encoder = encoder;
        this.sink = sink;
        this.threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), run -> {
            Thread thread = new Thread(run, "encoding");
            thread.setDaemon(true);
            return thread;
        });
    }

    void add(String document) throws IOException {
        group.add(document);
        groupCharacters += document.length();
        if (groupCharacters >= GROUP) {
            send();
        }
    }

    /** Waits until all documents have gone on. */
    void finish() throws IOException {
        send();
        while (!waiting.isEmpty()) {
            giveOn();
        }
    }

    private void send() throws IOException {
        List<String> documents = group;
        waiting.add(new Group(threads.submit(() -> encoder.encode(documents)), groupCharacters));
        waitingCharacters += groupCharacters;
        group = new ArrayList<>();
        groupCharacters = 0;
        while (waitingCharacters > MOST_WAITING) {
            giveOn();
        }
    }

    private void giveOn() throws IOException {
        Group first = waiting.remove();
        waitingCharacters -= first.characters();
        for (EncodedDocument document : result(first.encoded())) {
            sink.put(document);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interrupts.cancelled();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a document could not be encoded", e.getCause());
        }
    }

    /** Ends the threads; what waits is dropped. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
