package org.stagelm.model.attention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.UserError;
import org.stagelm.model.Models;

/** What a user is told whose numbers do not fit together. */
class AttentionCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'learned' | {'type': 'multi-head', 'heads': 5} | attention.heads | 5 heads do not divide the width 12: choose 4 or 6 heads",
        "'learned' | {'type': 'multi-head', 'heads': 20} | attention.heads | 20 heads do not divide the width 12: choose 12 heads",
        "'learned' | {'type': 'grouped-query', 'heads': 5} | attention.heads | 5 heads do not divide the width 12: choose 4 or 6 heads",
        "'learned' | {'type': 'grouped-query', 'heads': 6, 'keyValueHeads': 4} | attention.keyValueHeads | 4 key-value heads do not divide 6 heads",
        "'rope' | {'type': 'multi-head', 'heads': 4} | position | the head size must be even, but with width 12 and 4 heads it is 3: change",
        "{'type': 'rope', 'fraction': 0.5} | {'type': 'multi-head', 'heads': 2} | position.fraction | but 0.5 of the head size 6 is 3: choose",
    })
    void aMisfitNamesTheKeyTheNumbersAndTheCure(String position, String attention, String key, String message) {
        assertThatThrownBy(() -> Models.choice(Models.decoder(position, "'rms-norm'", attention, "'mlp'")))
                .isInstanceOf(UserError.class).hasMessageContaining(key).hasMessageContaining(message);
    }
}
