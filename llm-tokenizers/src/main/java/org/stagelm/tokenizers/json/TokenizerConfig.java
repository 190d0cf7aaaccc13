package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/**
 * What {@code transformers} keeps beside {@code tokenizer.json}.
 *
 * @param beginOfText spelling of the token that begins a text
 * @param endOfText spelling of the token that ends one
 * @param chatTemplate Jinja
 */
public record TokenizerConfig(Optional<String> beginOfText, Optional<String> endOfText, Optional<String> chatTemplate) {

    private static final String FILE = "tokenizer_config.json";

    /**
     * Reads {@code tokenizer_config.json}, and what it leaves out from {@code special_tokens_map.json} and {@code chat_template.jinja}; each file may
     * be missing.
     */
    public static TokenizerConfig read(Path folder) {
        JsonNode config = optional(folder.resolve(FILE));
        JsonNode map = optional(folder.resolve("special_tokens_map.json"));
        return new TokenizerConfig(token("bos_token", config, map), token("eos_token", config, map), chatTemplate(folder, config));
    }

    private static JsonNode optional(Path file) {
        return Files.exists(file) ? Json.read(file) : JsonNodeFactory.instance.objectNode();
    }

    /** A spelling, or an added token with one. */
    private static Optional<String> token(String key, JsonNode... files) {
        return Stream.of(files).map(file -> file.path(key)).map(token -> token.isObject() ? token.path("content") : token)
                .filter(JsonNode::isTextual).map(JsonNode::textValue).findFirst();
    }

    /** {@code chat_template.jinja}, a string, or of a list of named templates the one named {@code default}. */
    private static Optional<String> chatTemplate(Path folder, JsonNode config) {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                throw new UserError(file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
            }
        }
        JsonNode template = config.path("chat_template");
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                template = named.path("template");
            }
        }
        return Optional.of(template).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    void write(Path folder) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("clean_up_tokenization_spaces", false); // transformers would otherwise take out spaces before punctuation
        beginOfText.ifPresent(token -> config.put("bos_token", token));
        endOfText.ifPresent(token -> config.put("eos_token", token));
        chatTemplate.ifPresent(template -> config.put("chat_template", template));
        Json.write(folder.resolve(FILE), config);
    }
}
