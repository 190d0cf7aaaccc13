package org.stagelm.model.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.reference.ReferenceEngine;

/** The six words of Raschka, Build a Large Language Model (From Scratch), section 3.3: your journey starts with one step. */
class SimplifiedAttentionTest {

    private static final float[] WORDS = {0.43f, 0.15f, 0.89f, 0.55f, 0.87f, 0.66f, 0.57f, 0.85f, 0.64f, 0.22f, 0.58f, 0.33f, 0.77f, 0.25f, 0.10f, 0.05f, 0.80f,
        0.55f};

    @Test
    void scoresAreTheBooks() {
        try (ReferenceEngine engine = new ReferenceEngine(); Scope scope = engine.scope()) {
            Tensor scores = SimplifiedAttention.scores(engine.constant(WORDS, 1, 6, 3));
            double[] first = engine.doubles(scores.slice(1, 0, 1));
            double[] expected = {0.9995, 0.9544, 0.9422, 0.4753, 0.4576, 0.6310};
            for (int key = 0; key < expected.length; key++) {
                assertThat(first[key]).isCloseTo(expected[key], within(5e-5)); // printed with four places
            }
        }
    }
}
