package org.stagelm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.Preset;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;

/** What {@code stagelm components} says of a preset. */
final class PresetLine {

    private PresetLine() {}

    static String of(Registry registry, Preset preset) {
        JsonNode vocabulary = preset.facts().path("vocabulary");
        String size = !vocabulary.isInt() ? ""
                : String.format(Locale.ROOT, "%,15d parameters with %,d token ids", parameters(registry, preset), vocabulary.intValue());
        return String.format(Locale.ROOT, "%-18s %s   %s", preset.name(), size, preset.facts().path("source").asText());
    }

    /** Of a model as it was published: counted on the model that its settings build, which holds no memory. */
    static long parameters(Registry registry, Preset preset) {
        Choice<LanguageModel> choice = new ConfigReader(registry).readChoice(preset.settings(), LanguageModel.class, "preset " + preset.name());
        return ModelBuilder.build(registry, choice, preset.facts().path("vocabulary").intValue()).parameters().stream()
                .filter(Parameter::trainable).mapToLong(Parameter::elements).sum();
    }
}
