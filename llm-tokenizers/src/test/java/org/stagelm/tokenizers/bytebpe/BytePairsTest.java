package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytePairsTest {

    private static final int AB = 256;
    private static final int BC = 257;
    private static final int ABC = 258;

    @Test
    void onlyMergesThatAreEverMadeAreLookedUp() {
        BytePairs pairs = pairs("abc");
        assertThat(pairs.merges().rank(AB, 'c')).isEqualTo(2);
        assertThat(pairs.merges().rank('a', BC)).as("a and b merge before b and c do").isEqualTo(MergeTable.NONE);
    }

    @Test
    void aSpecialTokenThatIsAlsoMergedStaysSo() {
        assertThat(pairs("").merges().rank(AB, 'c')).isEqualTo(2);
    }

    private static BytePairs pairs(String last) {
        List<byte[]> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(new byte[] {(byte) b});
        }
        List.of("ab", "bc", last).forEach(token -> tokens.add(token.getBytes(StandardCharsets.UTF_8)));
        Merges merges = new Merges();
        merges.add('a', 'b', AB);
        merges.add('b', 'c', BC);
        merges.add(AB, 'c', ABC);
        merges.add('a', BC, ABC);
        return new BytePairs(tokens, merges, false);
    }
}
