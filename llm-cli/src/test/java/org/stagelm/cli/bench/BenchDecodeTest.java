package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.registry.Registry;
import org.stagelm.torch.bench.BareDecoder;

class BenchDecodeTest {

    @Test
    void everySideAnswersAndEveryRowHoldsItsRatio() {
        CommandRows result = CommandRows.of(new BenchDecodeCommand(), "--case", "32/16/1", "--seconds", "0.1", "--threads", "1", "--python", "no-python",
                "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.rows()).extracting(row -> row.path("name").asText()).containsExactly("torch 32/16/1 | weights read once",
                "torch 32/16/1 | libtorch, bare", "nd4j 32/16/1 | weights read once", "nd4j 32/16/1 | libtorch, bare");
        for (JsonNode row : result.rows()) {
            assertThat(row.path("ours").asDouble()).isPositive();
            assertThat(row.path("unit").asText()).isEqualTo("tokens/s");
            assertThat(row.path("ratio").asDouble()).isCloseTo(row.path("ours").asDouble() / row.path("peer").asDouble(), within(1e-9));
        }
    }

    @Test
    void thePeersDoTheSameArithmetic() {
        BenchCase of = BenchCase.of("32/8/1");
        Registry registry = Registry.load();
        LanguageModel model = DecodeWorker.model(registry, of);
        try (Engine engine = registry.make(new ConfigReader(registry).complete(Choice.<Engine>of("torch"), Engine.class), registry.context());
                BoundModel bound = BoundModel.untrained(model, engine, 1); EngineSession session = EngineSession.cached(bound)) {
            Map<String, Parameter> parameters = bound.trainable().stream().collect(Collectors.toMap(Parameter::path, Function.identity()));
            assertThat(of.weights()).isEqualTo(parameters.values().stream().mapToLong(Parameter::elements).sum() - (long) of.context() * of.width());
            try (BareDecoder bare = new BareDecoder(of.layers(), of.heads(), of.width(), of.context(), of.vocabulary(), 1,
                    (path, elements) -> bound.read(parameters.get(path)))) {
                for (int token : new int[] {3, 1, 4, 1, 5}) {
                    assertThat(bare.logits(token)).containsExactly(session.next(token), within(1e-4f));
                }
                bare.backTo(2);
                session.reset();
                session.next(3, 1);
                assertThat(bare.logits(9)).containsExactly(session.next(9), within(1e-4f));
            }
        }
    }

    @Test
    void onlyOneTextAtATimeIsMeasured() {
        assertThatThrownBy(() -> BenchDecodeCommand.ofOneText("32/16/2")).isInstanceOf(UserError.class).hasMessageContaining("32/16/2")
                .hasMessageContaining("WIDTH/CONTEXT/1");
    }
}
