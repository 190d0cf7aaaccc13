package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Completes the parts of a file by the settings that Hugging Face's library takes where a file leaves them out, as older ones do. */
final class OlderForms {

    private static final ObjectNode BYTE_LEVEL = object().put("add_prefix_space", true).put("trim_offsets", true).put("use_regex", true);
    private static final Map<String, ObjectNode> DEFAULTS = Map.of(
            "ByteLevel", BYTE_LEVEL,
            "Metaspace", object().put("prepend_scheme", "always").put("split", true),
            "Split", object().put("invert", false),
            "Punctuation", object().put("behavior", "Isolated"),
            "BertNormalizer", object().putNull("strip_accents"),
            "TemplateProcessing", object().<ObjectNode>set("pair", JsonNodeFactory.instance.arrayNode()).set("special_tokens", object()),
            "RobertaProcessing", object().put("trim_offsets", true).put("add_prefix_space", true),
            "WordPiece", object().put("prefix", "##").put("cleanup", true));

    private OlderForms() {}

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Changes {@code part} and all parts in it.
     *
     * @param key of the file; as a normaliser, ByteLevel has no settings
     */
    static void complete(JsonNode part, String key) {
        part.forEach(inner -> complete(inner, key));
        if (part instanceof ObjectNode object && object.path("type").isTextual()) {
            String type = object.get("type").textValue();
            if (type.equals("Metaspace")) {
                metaspace(object);
            }
            boolean bare = type.equals("ByteLevel") && key.equals("normalizer");
            (bare ? object() : DEFAULTS.getOrDefault(type, object())).properties().forEach(setting -> {
                if (!object.has(setting.getKey())) {
                    object.set(setting.getKey(), setting.getValue());
                }
            });
        }
    }

    /** Files of before 2024 say {@code add_prefix_space}; {@code str_rep} is the replacement once more. */
    private static void metaspace(ObjectNode metaspace) {
        JsonNode prefix = metaspace.remove("add_prefix_space");
        metaspace.remove("str_rep");
        if (prefix != null && prefix.isBoolean() && !prefix.booleanValue()) {
            metaspace.put("prepend_scheme", "never");
        }
    }
}
