package org.stagelm.cli.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Corpus;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

/** What {@code --corpus} names: text files by their path, or a component by its config or type. */
final class CorpusArgument {

    static final String OPTION = "--corpus";

    private CorpusArgument() {}

    /** @param argument a path or pattern of text files, a config in JSON, or a type such as {@code wordnet} */
    static Choice<Corpus> read(Registry registry, String argument) {
        boolean component = ComponentArgument.isJson(argument)
                || registry.types(registry.slotOf(Corpus.class)).contains(argument) && !Files.exists(Path.of(argument));
        String config = component ? argument : Json.mapper().createObjectNode().put("type", "text").put("path", argument).toString();
        return ComponentArgument.read(registry, config, Corpus.class, OPTION);
    }
}
