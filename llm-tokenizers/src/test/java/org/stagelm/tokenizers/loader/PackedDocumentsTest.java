package org.stagelm.tokenizers.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.tokenizers.PlainContext;

class PackedDocumentsTest {

    private static final RandomKey KEY = new RandomKey(1337);

    private static BatchLoader packed(Documents documents, int rows, int context, boolean shuffle, boolean dropLast) {
        return new PackedDocumentsComponent().create(new PackedDocumentsComponent.Settings(shuffle, dropLast), new PlainContext())
                .over(documents, rows, context, KEY);
    }

    @Test
    void documentsShareRowsFirstFit() {
        Batch batch = packed(new Documents(4, 5, 0, 2, 1, 2), 2, 5, false, false).next(); // 3, 4, none, 1, none and 1 input

        assertThat(batch.inputs()).containsExactly(0, 1, 2, 9, 12, 4, 5, 6, 7, 0);
        assertThat(batch.targets()).containsExactly(1, 2, 3, 10, 13, 5, 6, 7, 8, Batch.IGNORED);
        assertThat(batch.starts().orElseThrow()).containsExactly(0, 0, 0, 3, 4, 0, 0, 0, 0, 4);
    }

    @Test
    void aLongDocumentIsCutAndItsRestSharesARow() {
        BatchLoader loader = packed(new Documents(12, 2), 4, 4, false, false); // 11 inputs and 1

        Batch batch = loader.next();

        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.inputs()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12);
        assertThat(batch.targets()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13);
        assertThat(batch.starts().orElseThrow()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
    }

    @Test
    void whatIsLeftOfARowIsADocumentOfItsOwnWithoutTargets() {
        Batch batch = packed(new Documents(3), 1, 5, false, false).next();

        assertThat(batch.inputs()).containsExactly(0, 1, 0, 0, 0);
        assertThat(batch.targets()).containsExactly(1, 2, Batch.IGNORED, Batch.IGNORED, Batch.IGNORED);
        assertThat(batch.starts().orElseThrow()).containsExactly(0, 0, 2, 2, 2);
    }

    /** 700 documents are three blocks. */
    @Test
    void everyTokenIsATargetOnceButTheFirstOfEachDocument() {
        for (int longest : new int[] {1, 3, 8, 40}) {
            Documents documents = Documents.random(700, longest, longest);
            if (longest == 1) {
                documents.lengths()[5] = 2;
            }
            for (boolean shuffle : new boolean[] {false, true}) {
                BatchLoader loader = packed(documents, 3, 8, shuffle, false);
                for (int epoch = 0; epoch < 2; epoch++) {
                    assertThat(targets(loader, documents).stream().sorted().toList()).isEqualTo(targets(documents));
                }
            }
        }
    }

    /** All targets of an epoch; on the way, that none is of another document, and that starts tell documents apart. */
    private static List<Integer> targets(BatchLoader loader, Documents documents) {
        int[] documentOf = IntStream.range(0, documents.lengths().length)
                .flatMap(document -> IntStream.generate(() -> document).limit(documents.lengths()[document])).toArray();
        List<Integer> targets = new ArrayList<>();
        for (long i = loader.batchesPerEpoch(); i > 0; i--) {
            Batch batch = loader.next();
            int[] starts = batch.starts().orElseThrow();
            for (int k = 0; k < batch.tokens(); k++) {
                int place = k % batch.length();
                if (batch.targets()[k] != Batch.IGNORED) {
                    int input = batch.inputs()[k];
                    assertThat(batch.targets()[k]).isEqualTo(input + 1);
                    assertThat(documentOf[input + 1]).isEqualTo(documentOf[input]);
                    assertThat(batch.inputs()[k - place + starts[k]]).isEqualTo(input - place + starts[k]);
                    boolean begins = place == 0 || starts[k] != starts[k - 1];
                    assertThat(begins).isEqualTo(starts[k] == place);
                    targets.add(batch.targets()[k]);
                }
            }
        }
        return targets;
    }

    private static List<Integer> targets(Documents documents) {
        List<Integer> targets = new ArrayList<>();
        int at = 0;
        for (int length : documents.lengths()) {
            IntStream.range(at + 1, at + length).forEach(targets::add);
            at += length;
        }
        return targets;
    }

    @Test
    void littleRoomIsWasted() {
        Documents documents = Documents.random(2_000, 60, 3);
        BatchLoader loader = packed(documents, 1, 64, false, false);

        assertThat(targets(documents).size()).isGreaterThan((int) (0.9 * 64 * loader.batchesPerEpoch()));
    }

    @Test
    void dropLastGivesFullBatchesOnly() {
        BatchLoader loader = packed(new Documents(5, 5, 5, 5, 5), 2, 4, true, true);

        assertThat(loader.batchesPerEpoch()).isEqualTo(2);
        assertThat(IntStream.range(0, 20).map(i -> loader.next().rows())).containsOnly(2);
    }

    @Test
    void tooFewDocumentsAreNamed() {
        assertThatThrownBy(() -> packed(new Documents(5), 2, 4, true, true)).isInstanceOf(UserError.class)
                .hasMessageContaining("train.tokens has 1 documents with 5 tokens, which fill 1 rows of context 4, but a batch needs 2");
        assertThatThrownBy(() -> packed(new Documents(1, 1), 2, 4, true, false)).isInstanceOf(UserError.class).hasMessageContaining("fill 0 rows");
    }
}
