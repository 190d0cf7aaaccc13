package org.stagelm.api.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    @Test
    void sortsByFallingLogitAndAmongEqualsByRisingId() {
        SplittableRandom random = new SplittableRandom(3);
        float[] logits = new float[500];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(-20, 20) / 4f;
        }
        logits[7] = -0.0f;
        logits[9] = 0.0f;
        Candidates candidates = new Candidates(logits);
        candidates.sort();
        int[] expected = IntStream.range(0, logits.length).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> 0.0 - logits[i]).thenComparingInt(i -> i)).mapToInt(i -> i).toArray();
        assertThat(IntStream.range(0, candidates.size()).map(candidates::id).toArray()).isEqualTo(expected);
        for (int rank = 0; rank < candidates.size(); rank++) {
            assertThat(candidates.logit(rank)).isEqualTo(logits[candidates.id(rank)]);
        }
    }

    @Test
    void keepsAtLeastOneAndItsProbabilitiesSumToOne() {
        Candidates candidates = new Candidates(new float[] {1, 3, 2});
        candidates.sort();
        candidates.keep(2);
        assertThat(candidates.probabilities()).containsExactly(new double[] {1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1))}, within(1e-12));
        candidates.keep(0);
        assertThat(candidates.size()).isEqualTo(1);
        assertThat(candidates.id(0)).isEqualTo(1);
    }
}
