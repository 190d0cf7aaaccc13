package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

/** What {@code stagelm.json} of a model folder says: the components the model and its tokenizer are made of. */
record ModelConfig(
        @Setting(value = "version of this format", min = 1, max = 1) int schemaVersion,
        @Setting("how text becomes token ids") Choice<TokenizerFactory> tokenizer,
        @Setting("the architecture") Choice<LanguageModel> model) {

    private static final ModelConfig DEFAULTS = new ModelConfig(1, null, null);

    static ModelConfig of(ExperimentSettings settings) {
        return new ModelConfig(1, settings.tokenizer(), settings.model());
    }

    /** Empty where the folder was not written by StageLM. */
    static Optional<ModelConfig> read(Path folder, Registry registry) {
        Path file = folder.resolve(ModelFolder.STAGELM);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode tree = Json.read(file);
        return Optional.of(new ConfigReader(registry).read(tree, DEFAULTS, file.toString()).settings());
    }

    ObjectNode tree() {
        return ConfigWriter.tree(this);
    }
}
