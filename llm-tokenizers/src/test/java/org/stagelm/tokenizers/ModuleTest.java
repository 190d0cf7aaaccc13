package org.stagelm.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.architecture.ModuleRules;

class ModuleTest {

    private static final String BASE = "org.stagelm.tokenizers";

    private final Registry registry = Registry.load();

    @Test
    void packagesHaveNoCycles() {
        ModuleRules.checkNoPackageCycles(BASE);
    }

    @Test
    void usesTheApiTheCoreJacksonZstdAndTheLogOnly() {
        ModuleRules.checkDependencies(BASE, "org.stagelm.core..", "com.fasterxml.jackson..", "io.airlift.compress.zstd..", "org.slf4j..");
    }

    @Test
    void componentsAreMadeFromTheirConfig(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "one|two");
        JsonNode corpus = Json.mapper().createObjectNode().put("type", "text").put("path", file.toString()).put("validationFraction", 0.2)
                .put("documentSeparator", "|").put("invalidUtf8", "replace");

        assertThat(make(corpus, Corpus.class).documents()).containsExactly("one", "two");
        assertThat(make(corpus, Corpus.class).validationFraction()).isEqualTo(0.2);
        assertThat(make("\"char\"", TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"byte-bpe\", \"vocabularySize\": 300}", TokenizerFactory.class)).isNotNull();
        assertThat(make("\"gpt2\"", TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"tiktoken\", \"path\": \"x\", \"pattern\": \"o200k\", \"specialTokens\": [\"<|endoftext|>=199999\"]}",
                TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"hf\", \"path\": \"x\"}", TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"sentencepiece\", \"path\": \"x\"}", TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"word\", \"pattern\": \"comma-period\", \"unknown\": \"token\"}", TokenizerFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"bpe\", \"merges\": 10, \"unknown\": \"skip\"}", TokenizerFactory.class)).isNotNull();
        assertThat(make("\"random-windows\"", BatchLoaderFactory.class)).isNotNull();
        assertThat(make("{\"type\": \"sliding-window\", \"stride\": 4, \"shuffle\": false}", BatchLoaderFactory.class)).isNotNull();
    }

    private <T> T make(String json, Class<T> product) throws Exception {
        return make(Json.mapper().readTree(json), product);
    }

    private <T> T make(JsonNode json, Class<T> product) {
        Choice<T> choice = new ConfigReader(registry).readChoice(json, product, "test");
        return registry.make(choice, registry.context());
    }
}
