package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.registry.Registry;

class BenchOpsTest {

    @Test
    void everyOperationThatAPeerHasIsARow() {
        CommandRows result = CommandRows.of(new BenchOpsCommand(), "--case", "rms-norm/3072/256,attend-one", "--seconds", "0.01", "--threads", "1",
                "--python", "no-python", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.rows()).extracting(row -> row.path("name").asText()).containsExactly("torch rms-norm/3072/256 | libtorch, bare",
                "torch rms-norm/3072/256/backward | libtorch, bare", "torch attend-one/1/12/512/64 | libtorch, bare",
                "nd4j attend-one/1/12/512/64 | ND4J, bare");
        for (JsonNode row : result.rows()) {
            assertThat(row.path("ours").asDouble()).isPositive();
            assertThat(row.path("ratio").asDouble()).isCloseTo(row.path("ours").asDouble() / row.path("peer").asDouble(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "nd4j"})
    void theEngineHasEveryOperation(String backend) {
        Registry registry = Registry.load();
        try (Engine engine = registry.make(new ConfigReader(registry).complete(Choice.<Engine>of(backend), Engine.class), registry.context())) {
            for (OperationCase each : OperationCase.all()) {
                assertThatCode(() -> {
                    try (Work work = EngineOperation.prepare(engine, each)) {
                        work.once().run();
                    }
                }).as(each.name()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aNameTellsAll() {
        assertThat(OperationCase.all()).isNotEmpty().allSatisfy(each -> assertThat(OperationCase.of(each.name())).isEqualTo(each));
        assertThat(OperationCase.of("linear/6/4/8/backward")).isEqualTo(new OperationCase("linear", List.of(6, 4, 8), true));
    }

    @Test
    void casesAreChosenByHowTheyBegin() {
        assertThat(OperationCase.named(List.of("attend"))).extracting(OperationCase::function).containsOnly("attend").hasSize(4);
        assertThat(OperationCase.named(List.of("softmax", "linear/1"))).extracting(OperationCase::name)
                .containsExactly("softmax/8192/128", "softmax/8192/128/backward", "linear/1/768/3072");
        assertThatThrownBy(() -> OperationCase.named(List.of("conv"))).isInstanceOf(UserError.class).hasMessageContaining("conv")
                .hasMessageContaining("layer-norm");
    }
}
