package org.stagelm.cli.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

/** A component as an option names it: by its type, or by its config in JSON. */
final class ComponentArgument {

    private ComponentArgument() {}

    /** Whether the argument is a config. */
    static boolean isJson(String argument) {
        return argument.stripLeading().startsWith("{");
    }

    /**
     * @param argument such as {@code char} or {@code {"type": "byte-bpe", "vocabularySize": 1000}}
     * @param option for messages, such as {@code --tokenizer}
     * @throws UserError where it is no JSON, or the component does not know such settings
     */
    static <T> Choice<T> read(Registry registry, String argument, Class<T> product, String option) {
        JsonNode tree = isJson(argument) ? json(argument, option) : Json.mapper().getNodeFactory().textNode(argument);
        return new ConfigReader(registry).readChoice(tree, product, option);
    }

    private static JsonNode json(String argument, String option) {
        try {
            return Json.mapper().readTree(argument);
        } catch (JsonProcessingException e) {
            throw new UserError(option + " " + argument + ": not valid JSON: " + Json.reason(e), e);
        }
    }
}
