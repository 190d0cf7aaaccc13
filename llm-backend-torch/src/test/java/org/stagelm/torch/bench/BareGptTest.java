package org.stagelm.torch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BareGptTest {

    @Test
    void itLearnsToRepeatASequence() {
        int vocabulary = 11;
        int[] inputs = new int[2 * 8];
        Arrays.setAll(inputs, i -> i % vocabulary);
        int[] targets = Arrays.stream(inputs).map(id -> (id + 1) % vocabulary).toArray();
        try (BareGpt gpt = new BareGpt(2, 2, 32, 8, vocabulary, 2, 2)) {
            double first = gpt.step(inputs, targets);
            double last = first;
            for (int i = 0; i < 200; i++) {
                last = gpt.step(inputs, targets);
            }
            // Small weights guess evenly at first.
            assertThat(first).isCloseTo(Math.log(vocabulary), within(0.1));
            assertThat(last).isLessThan(0.5);
        }
    }
}
