package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;

/** The example configs fit the schema that {@code stagelm schema} prints, and are read without a fault. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    static Stream<Path> configs() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> configs = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            assertThat(configs).isNotEmpty();
            return configs.stream();
        }
    }

    private static JsonSchema schema() throws IOException {
        CommandLineRun run = CommandLineRun.of("schema");
        assertThat(run.exit()).isZero();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Json.mapper().readTree(run.out()));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void eachFitsTheSchemaAndIsRead(Path config) throws IOException {
        assertThat(schema().validate(Json.read(config))).isEmpty();
        assertThatCode(() -> Experiment.read(config, List.of())).doesNotThrowAnyException();
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
        JsonNode wrong = Json.mapper().readTree("""
                {"corpus": {"type": "text", "path": "x"}, "model": {"type": "decoder", "layers": 0, "widht": 3, "norm": "batch-norm"}}""");
        assertThat(schema().validate(wrong)).isNotEmpty();
        assertThat(schema().validate(Json.mapper().readTree("{\"corpus\": {\"type\": \"text\", \"path\": \"x\"}, \"model\": \"decoder\"}"))).isEmpty();
    }
}
