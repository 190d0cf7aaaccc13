package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tree of the file that Hugging Face's {@code tokenizers} opens. */
final class TokenizerJsonWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TokenizerJsonWriter() {}

    static ObjectNode json(TokenizerJson tokenizer) {
        ObjectNode root = JSON.objectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        root.set("added_tokens", Parts.MAPPER.valueToTree(tokenizer.addedTokens()));
        part(root, "normalizer", tokenizer.normalizer());
        part(root, "pre_tokenizer", tokenizer.preTokenizer());
        part(root, "post_processor", tokenizer.postProcessor());
        part(root, "decoder", tokenizer.decoder());
        root.set("model", model(tokenizer.model()));
        return root;
    }

    private static void part(ObjectNode root, String key, Optional<?> part) {
        root.set(key, part.map(given -> Parts.MAPPER.<ObjectNode>valueToTree(given)).orElse(null));
    }

    private static ObjectNode model(Model model) {
        ObjectNode json = JSON.objectNode().put("type", model.getClass().getSimpleName());
        List<Map.Entry<String, Integer>> vocab = new ArrayList<>(model.vocab().entrySet());
        vocab.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
        if (model instanceof Model.Unigram unigram) {
            unigram(json, unigram, vocab);
            return json;
        }
        if (model instanceof Model.BPE bpe) {
            json.putNull("dropout").put("unk_token", bpe.unkToken().orElse(null))
                    .put("continuing_subword_prefix", bpe.continuingSubwordPrefix().orElse(null))
                    .put("end_of_word_suffix", bpe.endOfWordSuffix().orElse(null)).put("fuse_unk", bpe.fuseUnk())
                    .put("byte_fallback", bpe.byteFallback()).put("ignore_merges", bpe.ignoreMerges());
        } else if (model instanceof Model.WordPiece wordPiece) {
            json.put("unk_token", wordPiece.unkToken()).put("continuing_subword_prefix", wordPiece.continuingSubwordPrefix())
                    .put("max_input_chars_per_word", wordPiece.maxInputCharsPerWord());
        } else if (model instanceof Model.WordLevel wordLevel) {
            json.put("unk_token", wordLevel.unkToken());
        }
        ObjectNode ids = json.putObject("vocab");
        vocab.forEach(token -> ids.put(token.getKey(), token.getValue()));
        if (model instanceof Model.BPE bpe) {
            merges(json.putArray("merges"), bpe);
        }
        return json;
    }

    private static void unigram(ObjectNode json, Model.Unigram unigram, List<Map.Entry<String, Integer>> vocab) {
        json.put("unk_id", unigram.unkId().isPresent() ? unigram.unkId().getAsInt() : null);
        ArrayNode scored = json.putArray("vocab");
        vocab.forEach(token -> scored.addArray().add(token.getKey()).add(unigram.scores().get(token.getValue())));
        json.put("byte_fallback", unigram.byteFallback());
    }

    /** One string where it can be told apart, the spelling that old readers know as well; a list of two where a token has a space. */
    private static void merges(ArrayNode json, Model.BPE bpe) {
        String[] tokens = new String[bpe.vocab().values().stream().mapToInt(id -> id + 1).max().orElse(0)];
        bpe.vocab().forEach((token, id) -> tokens[id] = token);
        boolean strings = bpe.vocab().keySet().stream().noneMatch(token -> token.indexOf(' ') >= 0);
        for (TokenizerJson.Merge merge : bpe.merges()) {
            if (strings) {
                json.add(tokens[merge.left()] + " " + tokens[merge.right()]);
            } else {
                json.addArray().add(tokens[merge.left()]).add(tokens[merge.right()]);
            }
        }
    }
}
