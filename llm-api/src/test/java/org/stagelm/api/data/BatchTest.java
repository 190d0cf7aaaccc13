package org.stagelm.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void partsHoldAllRowsInTheirOrder() {
        Batch batch = new Batch(3, 2, new int[] {1, 2, 3, 4, 5, 6}, new int[] {2, 3, 4, 5, 6, Batch.IGNORED});
        List<Batch> parts = batch.split(2);
        assertThat(parts).extracting(Batch::rows).containsExactly(1, 2);
        assertThat(parts.stream().flatMapToInt(part -> IntStream.of(part.inputs())).toArray()).isEqualTo(batch.inputs());
        assertThat(parts.stream().flatMapToInt(part -> IntStream.of(part.targets())).toArray()).isEqualTo(batch.targets());
        assertThat(parts).allSatisfy(part -> assertThat(part.starts()).isEmpty());
        assertThat(batch.split(1)).containsExactly(batch);
        assertThat(batch.split(9)).extracting(Batch::rows).containsExactly(1, 1, 1);
    }

    @Test
    void partsKeepTheDocumentsOfTheirRows() {
        Batch batch = new Batch(2, 3, new int[6], new int[6], Optional.of(new int[] {0, 1, 1, 0, 0, 2}));
        assertThat(batch.split(2)).extracting(part -> part.starts().orElseThrow()).containsExactly(new int[] {0, 1, 1}, new int[] {0, 0, 2});
    }
}
