package org.stagelm.core.model;

import org.stagelm.api.component.Choice;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.registry.Registry;

/** Builds a model from its settings. Its parameters are declared; none is allocated. */
public final class ModelBuilder {

    private ModelBuilder() {}

    /** @param choice completed by reading a config; its settings implement {@link DimensionSettings} */
    public static LanguageModel build(Registry registry, Choice<LanguageModel> choice, int vocabulary) {
        Dimensions dimensions = choice.settings().filter(DimensionSettings.class::isInstance)
                .map(settings -> ((DimensionSettings) settings).dimensions())
                .orElseThrow(() -> new IllegalArgumentException("the settings of model \"" + choice.type() + "\" do not implement DimensionSettings"));
        return registry.make(choice, ModelContext.root(registry, dimensions.withVocabulary(vocabulary)));
    }
}
