package org.stagelm.tokenizers.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.tokenizers.PlainContext;

class LoadersTest {

    private static final RandomKey KEY = new RandomKey(1337);

    /** Token i is i + 1000, so that a window tells where it begins. */
    private static TokenSequence tokens(int count) {
        return TokenSequence.of(IntStream.range(1000, 1000 + count).toArray(), "train.tokens");
    }

    private static BatchLoaderFactory random() {
        return new RandomWindowsComponent().create(new RandomWindowsComponent.Settings(), new PlainContext());
    }

    private static BatchLoaderFactory sliding(int stride, boolean shuffle, boolean dropLast) {
        return new SlidingWindowComponent().create(new SlidingWindowComponent.Settings(stride, shuffle, dropLast), new PlainContext());
    }

    @Test
    void targetsAreTheInputsOnePlaceOn() {
        for (BatchLoaderFactory factory : List.of(random(), sliding(0, false, true), sliding(3, true, false))) {
            BatchLoader loader = factory.over(tokens(100), 4, 8, KEY);
            for (int i = 0; i < 30; i++) {
                Batch batch = loader.next();
                for (int k = 0; k < batch.tokens(); k++) {
                    if (batch.targets()[k] != Batch.IGNORED) {
                        assertThat(batch.targets()[k]).isEqualTo(batch.inputs()[k] + 1);
                    }
                }
            }
        }
    }

    @Test
    void seekingGivesTheSameBatchesAgain() {
        List<Supplier<BatchLoader>> makers = List.of(
                () -> random().over(tokens(100), 3, 8, KEY),
                () -> sliding(0, true, true).over(tokens(100), 3, 8, KEY),
                () -> sliding(5, true, false).over(tokens(100), 3, 8, KEY),
                () -> sliding(0, false, false).over(tokens(100), 3, 8, KEY));
        for (Supplier<BatchLoader> maker : makers) {
            BatchLoader straight = maker.get();
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                batches.add(straight.next());
            }
            assertThat(straight.position()).isEqualTo(40);
            BatchLoader jumping = maker.get();
            for (int position : new int[] {17, 3, 39, 0, 12}) {
                jumping.seek(position);
                assertSame(jumping.next(), batches.get(position));
                assertThat(jumping.position()).isEqualTo(position + 1);
            }
        }
    }

    @Test
    void anotherKeyGivesOtherBatches() {
        for (BatchLoaderFactory factory : List.of(random(), sliding(0, true, true))) {
            Batch one = factory.over(tokens(1000), 4, 8, KEY).next();
            Batch other = factory.over(tokens(1000), 4, 8, new RandomKey(1)).next();
            assertThat(one.inputs()).isNotEqualTo(other.inputs());
        }
    }

    /** 20,000 rows over 12 places: 1,667 at each, ± 5 standard deviations of 39. */
    @Test
    void randomWindowsBeginEverywhereEquallyOften() {
        BatchLoader loader = random().over(tokens(20), 10, 8, KEY);
        int[] counts = new int[12];
        for (int i = 0; i < 2000; i++) {
            Batch batch = loader.next();
            for (int row = 0; row < 10; row++) {
                counts[batch.inputs()[row * 8] - 1000]++;
            }
        }
        assertThat(Arrays.stream(counts).boxed()).allSatisfy(count -> assertThat(count).isBetween(1667 - 195, 1667 + 195));
    }

    @Test
    void oneRowIsEnoughForRandomWindows() {
        Batch batch = random().over(tokens(9), 2, 8, KEY).next();

        assertThat(batch.inputs()).containsExactly(1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007);
        assertThat(batch.targets()[15]).isEqualTo(1008);
        assertThat(random().over(tokens(100), 3, 8, KEY).batchesPerEpoch()).isEqualTo(5); // 99 targets, 24 in a batch
    }

    @Test
    void everyTokenButTheFirstIsATargetOnce() {
        for (int count = 2; count < 60; count++) {
            for (int rows = 1; rows < 4; rows++) {
                BatchLoader loader = SlidingWindowComponent.everyTokenOnce().over(tokens(count), rows, 7, KEY);
                assertThat(targetsOfAnEpoch(loader)).isEqualTo(IntStream.range(1001, 1000 + count).boxed().toList());
            }
        }
    }

    @Test
    void theLastWindowIsFilledUp() {
        BatchLoader loader = SlidingWindowComponent.everyTokenOnce().over(tokens(12), 2, 4, KEY);
        loader.next();
        Batch last = loader.next();

        assertThat(last.rows()).isEqualTo(1);
        assertThat(last.inputs()).containsExactly(1008, 1009, 1010, 0);
        assertThat(last.targets()).containsExactly(1009, 1010, 1011, Batch.IGNORED);
    }

    @Test
    void eachEpochIsAnotherOrderOfTheSameWindows() {
        BatchLoader loader = sliding(0, true, false).over(tokens(200), 3, 7, KEY);
        List<Integer> first = targetsOfAnEpoch(loader);
        List<Integer> second = targetsOfAnEpoch(loader);

        assertThat(first).isNotEqualTo(second);
        assertThat(first.stream().sorted().toList()).isEqualTo(IntStream.range(1001, 1200).boxed().toList());
        assertThat(second.stream().sorted().toList()).isEqualTo(first.stream().sorted().toList());
    }

    @Test
    void dropLastGivesFullBatchesOnly() {
        BatchLoader loader = sliding(0, false, true).over(tokens(60), 3, 7, KEY); // 8 windows, 2 of them left over

        assertThat(loader.batchesPerEpoch()).isEqualTo(2);
        assertThat(targetsOfAnEpoch(loader)).isEqualTo(IntStream.rangeClosed(1001, 1042).boxed().toList());
        assertThat(targetsOfAnEpoch(loader)).startsWith(1001);
    }

    @Test
    void strideIsTheDistanceBetweenWindows() {
        BatchLoader overlapping = sliding(2, false, true).over(tokens(20), 1, 8, KEY);
        assertThat(IntStream.range(0, (int) overlapping.batchesPerEpoch()).map(i -> overlapping.next().inputs()[0]))
                .containsExactly(1000, 1002, 1004, 1006, 1008, 1010);

        for (int count = 2; count < 50; count++) { // with gaps: no window begins where nothing is left to predict
            BatchLoader apart = sliding(10, false, false).over(tokens(count), 1, 4, KEY);
            for (int i = 0; i < apart.batchesPerEpoch(); i++) {
                assertThat(apart.next().targets()[0]).isEqualTo(1001 + 10 * i);
            }
            assertThat(apart.batchesPerEpoch()).isEqualTo((count - 2) / 10 + 1);
        }
    }

    @Test
    void tooFewTokensAreNamedWithTheNumberNeeded() {
        assertThatThrownBy(() -> random().over(tokens(8), 1, 8, KEY)).isInstanceOf(UserError.class).hasMessageContaining("train.tokens has 8 tokens")
                .hasMessageContaining("needs 9");
        assertThatThrownBy(() -> sliding(0, true, true).over(tokens(16), 2, 8, KEY)).isInstanceOf(UserError.class).hasMessageContaining("16 tokens")
                .hasMessageContaining("needs 17");
        assertThatThrownBy(() -> SlidingWindowComponent.everyTokenOnce().over(tokens(1), 2, 8, KEY)).isInstanceOf(UserError.class)
                .hasMessageContaining("needs 2");
    }

    @Test
    void aPermutationHasEachNumberOnce() {
        for (int n : new int[] {1, 2, 3, 4, 5, 16, 17, 1000, 4097}) {
            Permutation permutation = new Permutation(n, KEY);
            assertThat(LongStream.range(0, n).map(permutation::at).sorted().toArray()).isEqualTo(LongStream.range(0, n).toArray());
        }
        assertThat(new Permutation(1L << 61, KEY).at(12345)).isBetween(0L, (1L << 61) - 1);
    }

    private static List<Integer> targetsOfAnEpoch(BatchLoader loader) {
        List<Integer> targets = new ArrayList<>();
        for (long i = loader.batchesPerEpoch(); i > 0; i--) {
            Arrays.stream(loader.next().targets()).filter(target -> target != Batch.IGNORED).forEach(targets::add);
        }
        return targets;
    }

    private static void assertSame(Batch one, Batch other) {
        assertThat(one.inputs()).isEqualTo(other.inputs());
        assertThat(one.targets()).isEqualTo(other.targets());
        assertThat(one.rows()).isEqualTo(other.rows());
    }
}
