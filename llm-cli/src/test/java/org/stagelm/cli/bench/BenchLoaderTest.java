package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.core.registry.Registry;

class BenchLoaderTest {

    @Test
    void everyTypeOfLoaderIsARow() {
        CommandRows result = CommandRows.of(new BenchLoaderCommand(), "--tokens", "2000000", "--seconds", "0.05", "--json");
        assertThat(result.exit()).isZero();
        Registry registry = Registry.load();
        assertThat(result.rows()).extracting(row -> row.path("name").asText()).containsExactlyElementsOf(
                registry.types(registry.slotOf(BatchLoaderFactory.class)).stream().map(type -> type + " | copied from arrays").toList());
        for (JsonNode row : result.rows()) {
            assertThat(row.path("ours").asDouble()).isPositive();
            assertThat(row.path("unit").asText()).isEqualTo("tokens/s");
            assertThat(row.path("ratio").asDouble()).isCloseTo(row.path("ours").asDouble() / row.path("peer").asDouble(), within(1e-9));
        }
    }
}
