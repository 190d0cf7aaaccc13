package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.stagelm.core.json.Json;

/** Writes the files that Hugging Face's {@code tokenizers} and {@code transformers} open. */
final class TokenizerJsonWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TokenizerJson tokenizer;

    TokenizerJsonWriter(TokenizerJson tokenizer) {
        this.tokenizer = tokenizer;
    }

    void write(Path folder) {
        Json.write(folder.resolve(TokenizerJson.FILE), tokenizerJson());
        Json.write(folder.resolve("tokenizer_config.json"), configJson());
    }

    private ObjectNode tokenizerJson() {
        ObjectNode root = JSON.objectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        root.set("added_tokens", addedTokens());
        root.putNull("normalizer");
        switch (tokenizer.form()) {
            case BYTE_LEVEL -> {
                root.set("pre_tokenizer", tokenizer.pattern().map(TokenizerJsonWriter::split).orElseGet(() -> byteLevel(true)));
                root.putNull("post_processor");
                root.set("decoder", byteLevel(true));
            }
            case CHARACTERS -> {
                root.putNull("pre_tokenizer");
                root.putNull("post_processor");
                root.putObject("decoder").put("type", "Fuse");
            }
        }
        root.set("model", model());
        return root;
    }

    private static ObjectNode byteLevel(boolean useRegex) {
        return JSON.objectNode().put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true).put("use_regex", useRegex);
    }

    /** Cuts by an expression of its own, then spells bytes. */
    private static ObjectNode split(String expression) {
        ObjectNode sequence = JSON.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("pretokenizers");
        ObjectNode split = parts.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", expression);
        split.put("behavior", "Isolated").put("invert", false);
        parts.add(byteLevel(false));
        return sequence;
    }

    private ArrayNode addedTokens() {
        ArrayNode list = JSON.arrayNode();
        for (TokenizerJson.Special special : tokenizer.specials()) {
            list.addObject().put("id", special.id()).put("content", special.content()).put("single_word", false).put("lstrip", false)
                    .put("rstrip", false).put("normalized", false).put("special", true);
        }
        return list;
    }

    private ObjectNode model() {
        ObjectNode model = JSON.objectNode();
        model.put("type", "BPE");
        model.putNull("dropout");
        model.putNull("unk_token");
        model.putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", tokenizer.ignoreMerges());
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokenizer.tokens().size(); id++) {
            vocabulary.put(tokenizer.tokens().get(id), id);
        }
        ArrayNode merges = model.putArray("merges");
        for (TokenizerJson.Merge merge : tokenizer.merges()) {
            // One string, not a list of two: the spelling that old readers know as well. Byte-level tokens have no spaces.
            merges.add(tokenizer.tokens().get(merge.left()) + " " + tokenizer.tokens().get(merge.right()));
        }
        return model;
    }

    private ObjectNode configJson() {
        ObjectNode config = JSON.objectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("clean_up_tokenization_spaces", false); // transformers would otherwise take out spaces before punctuation
        boolean endOfText = tokenizer.specials().stream().anyMatch(special -> special.content().equals(TokenizerJson.END_OF_TEXT));
        if (endOfText) {
            config.put("bos_token", TokenizerJson.END_OF_TEXT);
            config.put("eos_token", TokenizerJson.END_OF_TEXT);
        }
        return config;
    }
}
