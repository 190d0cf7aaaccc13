package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.config.Preset;
import org.stagelm.core.config.Presets;
import org.stagelm.core.registry.Registry;

/** The published models: each must have as many parameters as the files that were published. */
class PresetLineTest {

    private final Registry registry = Registry.load();
    private final Presets presets = Presets.load();

    @TestFactory
    List<DynamicTest> parametersAreThoseOfThePublishedWeights() {
        return presets.names(LanguageModel.class).stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            Preset preset = presets.find(LanguageModel.class, name).orElseThrow();
            assertThat(PresetLine.parameters(registry, preset)).isEqualTo(preset.facts().path("parameters").longValue());
        })).toList();
    }

    @Test
    void aLineNamesSizeAndSource() {
        assertThat(PresetLine.of(registry, presets.find(LanguageModel.class, "gpt2-small").orElseThrow()))
                .isEqualTo("gpt2-small             124,439,808 parameters with 50,257 token ids   https://huggingface.co/openai-community/gpt2");
    }
}
