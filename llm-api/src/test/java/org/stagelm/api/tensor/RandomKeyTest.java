package org.stagelm.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomKeyTest {

    /** {@link SplittableRandom} is the published SplitMix64: seeded alike, its n-th number is ours at counter n. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        for (long seed : new long[] {0, 1, -7, Long.MAX_VALUE}) {
            SplittableRandom published = new SplittableRandom(seed);
            RandomKey key = new RandomKey(seed);
            for (int i = 0; i < 100; i++) {
                assertThat(key.bits(i)).isEqualTo(published.nextLong());
            }
        }
    }

    /** The bounds are five standard errors of 200,000 draws. */
    @Test
    void uniformAndNormalHaveTheirMoments() {
        RandomKey key = new RandomKey(42);
        int n = 200_000;
        double mean = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            mean += key.uniform(i) / n;
            double x = key.normal(i);
            sum += x / n;
            squares += x * x / n;
        }
        assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
        assertThat(sum).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    }

    @Test
    void derivedKeysDiffer() {
        Set<Long> seen = new HashSet<>();
        RandomKey key = new RandomKey(1);
        for (int i = 0; i < 1000; i++) {
            seen.add(key.derive("layers." + i + ".weight").value());
            seen.add(key.derive(i).value());
        }
        assertThat(seen).hasSize(2000);
        assertThat(key.derive("ab")).isNotEqualTo(key.derive("ba")).isEqualTo(new RandomKey(1).derive("ab"));
    }
}
