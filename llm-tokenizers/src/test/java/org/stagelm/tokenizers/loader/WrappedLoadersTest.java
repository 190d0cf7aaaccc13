package org.stagelm.tokenizers.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.tokenizers.PlainContext;

@Timeout(60)
class WrappedLoadersTest {

    private static final RandomKey KEY = new RandomKey(1337);

    private static BatchLoader plain(int kind) {
        PlainContext context = new PlainContext();
        BatchLoaderFactory factory = switch (kind) {
            case 0 -> new RandomWindowsComponent().create(new RandomWindowsComponent.Settings(), context);
            case 1 -> new SlidingWindowComponent().create(new SlidingWindowComponent.Settings(3, true, false), context);
            default -> new PackedDocumentsComponent().create(new PackedDocumentsComponent.Settings(true, false), context);
        };
        return factory.over(Documents.random(400, 30, 1), 3, 8, KEY);
    }

    private static List<Batch> take(BatchLoader loader, int count) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(loader.next());
        }
        return batches;
    }

    private static void assertSame(Batch one, Batch other) {
        assertThat(one).usingRecursiveComparison().isEqualTo(other);
    }

    @Test
    void prefetchedBatchesAndPositionsAreThePlainOnes() {
        for (int kind = 0; kind < 3; kind++) {
            List<Batch> expected = take(plain(kind), 60);
            try (BatchLoader loader = new PrefetchingLoader(plain(kind), 4)) {
                for (int i = 0; i < 60; i++) {
                    assertThat(loader.position()).isEqualTo(i);
                    assertSame(loader.next(), expected.get(i));
                }
                for (int position : new int[] {17, 3, 59, 0, 12}) {
                    loader.seek(position);
                    assertThat(loader.position()).isEqualTo(position);
                    assertSame(loader.next(), expected.get(position));
                }
                assertThat(loader.batchesPerEpoch()).isEqualTo(plain(kind).batchesPerEpoch());
            }
        }
    }

    @Test
    void packedDocumentsAreFoundAgainAtAnyPosition() {
        List<Batch> expected = take(plain(2), 700); // more than an epoch
        assertThat(plain(2).batchesPerEpoch()).isLessThan(700);
        BatchLoader jumping = plain(2);
        for (int position : new int[] {699, 17, 350, 3, 0, 698}) {
            jumping.seek(position);
            assertSame(jumping.next(), expected.get(position));
        }
    }

    @Test
    void ranksTogetherSeeWhatOneWouldSee() {
        for (int kind = 0; kind < 3; kind++) {
            for (int world : new int[] {1, 2, 3}) {
                List<Batch> expected = take(plain(kind), 20 * world);
                for (int rank = 0; rank < world; rank++) {
                    BatchLoader share = new RankLoader(plain(kind), rank, world);
                    for (int i = 0; i < 20; i++) {
                        assertThat(share.position()).isEqualTo(i);
                        assertSame(share.next(), expected.get(i * world + rank));
                    }
                    share.seek(7);
                    assertSame(share.next(), expected.get(7 * world + rank));
                }
            }
        }
        assertThatThrownBy(() -> new RankLoader(plain(0), 2, 2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 of 2");
    }

    /** Fails at the third batch, and counts what was made and closed. */
    private static final class Failing implements BatchLoader {

        private final AtomicInteger made = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final boolean fails;
        private long position;

        Failing(boolean fails) {
            this.fails = fails;
        }

        @Override
        public Batch next() {
            if (fails && position == 2) {
                throw new UserError("the disk is gone");
            }
            position++;
            made.incrementAndGet();
            return new Batch(1, 1, new int[1], new int[1]);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void seek(long position) {
            this.position = position;
        }

        @Override
        public long batchesPerEpoch() {
            return 5;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void aFailureSurfacesWhenItsBatchIsAskedFor() {
        try (BatchLoader loader = new PrefetchingLoader(new Failing(true), 4)) {
            take(loader, 2);
            assertThatThrownBy(loader::next).isInstanceOf(UserError.class).hasMessage("the disk is gone");
            assertThat(loader.position()).isEqualTo(2);
            assertThatThrownBy(loader::next).isInstanceOf(UserError.class);
            loader.seek(0);
            take(loader, 2);
        }
    }

    @Test
    void theQueueIsBoundedAndClosingEndsTheThread() throws Exception {
        Failing source = new Failing(false);
        BatchLoader loader = new PrefetchingLoader(source, 4);
        loader.next();
        Thread.sleep(100);
        assertThat(source.made.get()).isLessThanOrEqualTo(1 + 4 + 1); // handed out, waiting, in the thread's hand
        loader.close();
        assertThat(source.closed).hasValue(1);
        int made = source.made.get();
        Thread.sleep(50);
        assertThat(source.made).hasValue(made);
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("batches ahead"));
    }

    @Test
    void anInterruptEndsTheWait() {
        BatchLoader loader = new PrefetchingLoader(new Failing(false), 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(loader::next).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        loader.close();
    }
}
