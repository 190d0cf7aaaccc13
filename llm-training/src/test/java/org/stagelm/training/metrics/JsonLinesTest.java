package org.stagelm.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.json.Json;

class JsonLinesTest {

    @TempDir
    private Path temporary;

    private List<Long> steps(Path file) {
        List<Long> steps = new ArrayList<>();
        JsonLines.read(file, line -> steps.add(line.get("step").asLong()));
        return steps;
    }

    @Test
    void aLineCanBeReadAsSoonAsItIsAdded() {
        Path file = temporary.resolve("lines");
        try (JsonLines lines = JsonLines.append(file)) {
            lines.add(Json.mapper().createObjectNode().put("step", 1));
            assertThat(steps(file)).containsExactly(1L);
        }
        try (JsonLines lines = JsonLines.append(file)) {
            lines.add(Json.mapper().createObjectNode().put("step", 2));
        }
        assertThat(steps(file)).containsExactly(1L, 2L);
    }

    @Test
    void cuttingKeepsTheLinesUpToAStepWordForWord() throws IOException {
        Path file = temporary.resolve("lines");
        String kept = "{\"step\":1,\"loss\":4.123456789012345}\n{\"step\":2,\"loss\":1.0E-7}\n{\"step\":2,\"validationLoss\":3.0}\n";
        Files.writeString(file, kept + "{\"step\":3,\"loss\":2.0}\n{\"step\":4");
        JsonLines.cutAfter(file, 2);
        assertThat(file).hasContent(kept);
    }

    @Test
    void aLineThatWasCutOffEndsTheFile() throws IOException {
        Path file = temporary.resolve("lines");
        Files.writeString(file, "{\"step\":1}\n{\"st");
        assertThat(steps(file)).containsExactly(1L);
        JsonLines.cutAfter(file, 10);
        assertThat(file).hasContent("{\"step\":1}\n");
    }

    @Test
    void aMissingFileIsEmpty() {
        Path file = temporary.resolve("none");
        JsonLines.cutAfter(file, 0);
        assertThat(steps(file)).isEmpty();
        assertThat(file).doesNotExist();
    }
}
