package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;

class BenchTrainTest {

    @Test
    void everySideAnswersAndEveryRowHoldsItsRatio() {
        CommandRows result = CommandRows.of(new BenchTrainCommand(), "--case", "32/16/2", "--seconds", "0.1", "--backend", "nd4j", "--threads", "1",
                "--python", "no-python", "--json");
        assertThat(result.exit()).isZero();
        List<JsonNode> rows = result.rows();
        assertThat(rows).extracting(row -> row.path("name").asText()).containsExactly("nd4j 32/16/2 | engine torch", "nd4j 32/16/2 | libtorch, bare",
                "nd4j 32/16/2 | matrix products alone");
        for (JsonNode row : rows) {
            assertThat(row.path("ours").asDouble()).isPositive();
            assertThat(row.path("peer").asDouble()).isPositive();
            assertThat(row.path("ratio").asDouble()).isCloseTo(row.path("ours").asDouble() / row.path("peer").asDouble(), within(1e-9));
        }
        assertThat(rows.get(2).path("ratio").asDouble()).as("a step takes longer than its products").isLessThan(1);
    }

    @Test
    void aWorkerThatFailsSaysWhy() {
        assertThatThrownBy(() -> Workers.start("ours", WorkerCommand.Kind.TRAIN, "--case", "32/16/2", "--backend", "\"nd4"))
                .isInstanceOf(UserError.class).hasMessageContaining("ours failed");
        assertThatThrownBy(() -> Workers.start("ours", WorkerCommand.Kind.TRAIN, "--case", "30/16/2", "--backend", "\"torhc\""))
                .isInstanceOf(UserError.class).hasMessageContaining("torch");
    }

    @Test
    void sizesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> BenchCase.of("128x64")).isInstanceOf(UserError.class).hasMessageContaining("WIDTH/CONTEXT/BATCH");
        assertThat(BenchCase.of("384/256/8").layers()).isEqualTo(6);
        assertThat(BenchCase.of("gpt2-small").vocabulary()).isEqualTo(50257);
    }
}
