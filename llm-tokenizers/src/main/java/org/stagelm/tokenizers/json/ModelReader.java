package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the part {@code model}. */
final class ModelReader {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "BPE", Set.of("type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback",
                    "ignore_merges", "vocab", "merges"),
            "Unigram", Set.of("type", "unk_id", "vocab", "byte_fallback"),
            "WordPiece", Set.of("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab"),
            "WordLevel", Set.of("type", "unk_token", "vocab"));

    private final Faults faults;

    ModelReader(Faults faults) {
        this.faults = faults;
    }

    Model read(ObjectNode model) {
        String type = type(model);
        Set<String> keys = KEYS.get(type);
        if (keys == null) {
            throw faults.unsupported("a model of type " + type);
        }
        for (Map.Entry<String, JsonNode> entry : model.properties()) {
            if (!keys.contains(entry.getKey())) {
                faults.absent(model, entry.getKey());
            }
        }
        return switch (type) {
            case "BPE" -> bpe(model);
            case "Unigram" -> unigram(model);
            case "WordPiece" -> {
                JsonNode longest = model.path("max_input_chars_per_word");
                int characters = longest.isMissingNode() ? 100 : id(longest, "model.max_input_chars_per_word", faults);
                yield new Model.WordPiece(vocabulary(model), text(model, "unk_token").orElse("[UNK]"),
                        text(model, "continuing_subword_prefix").orElse("##"), characters);
            }
            default -> new Model.WordLevel(vocabulary(model), text(model, "unk_token").orElse("<unk>"));
        };
    }

    /** Files of before 2022 leave the type out. */
    private static String type(JsonNode model) {
        if (model.has("type")) {
            return model.get("type").asText();
        }
        return model.has("merges") ? "BPE" : model.path("vocab").isArray() ? "Unigram"
                : model.has("continuing_subword_prefix") ? "WordPiece" : "WordLevel";
    }

    private Model bpe(ObjectNode model) {
        faults.absent(model, "dropout");
        Map<String, Integer> ids = vocabulary(model);
        Optional<String> prefix = text(model, "continuing_subword_prefix");
        Optional<String> unknown = text(model, "unk_token");
        List<TokenizerJson.Merge> merges = merges(model.path("merges"), ids, prefix.orElse("").length());
        return new Model.BPE(ids, merges, unknown, prefix, text(model, "end_of_word_suffix"), flag(model, "fuse_unk"), flag(model, "byte_fallback"),
                flag(model, "ignore_merges"));
    }

    private Model unigram(ObjectNode model) {
        JsonNode node = model.path("vocab");
        if (!node.isArray() || node.isEmpty()) {
            throw faults.fault("has no list \"model.vocab\" of tokens with scores.");
        }
        Map<String, Integer> ids = new HashMap<>(node.size() * 2);
        List<Double> scores = new ArrayList<>(node.size());
        for (JsonNode entry : node) {
            if (entry.size() != 2 || !entry.get(0).isTextual() || !entry.get(1).isNumber() || !Double.isFinite(entry.get(1).doubleValue())) {
                throw faults.fault("needs a token and its score as model.vocab[" + scores.size() + "], not " + Faults.shown(entry.toString()) + ".");
            }
            Integer known = ids.put(entry.get(0).textValue(), scores.size());
            if (known != null) {
                throw faults.fault("has the token " + Faults.shown(entry.get(0).textValue()) + " twice in model.vocab, as " + known + " and "
                        + scores.size() + ".");
            }
            scores.add(entry.get(1).doubleValue());
        }
        JsonNode unknown = model.path("unk_id");
        if (unknown.isMissingNode() || unknown.isNull()) {
            return new Model.Unigram(ids, scores, OptionalInt.empty(), flag(model, "byte_fallback"));
        }
        int id = id(unknown, "model.unk_id", faults);
        if (id >= scores.size()) {
            throw faults.fault("has model.unk_id " + id + ", but only " + scores.size() + " tokens.");
        }
        return new Model.Unigram(ids, scores, OptionalInt.of(id), flag(model, "byte_fallback"));
    }

    private Map<String, Integer> vocabulary(ObjectNode model) {
        JsonNode node = model.path("vocab");
        if (!node.isObject() || node.isEmpty()) {
            throw faults.fault("has no object \"model.vocab\" with tokens.");
        }
        Map<String, Integer> ids = new HashMap<>(node.size() * 2);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            ids.put(entry.getKey(), id(entry.getValue(), "the id of " + Faults.shown(entry.getKey()) + " in model.vocab", faults));
        }
        return ids;
    }

    private Optional<String> text(ObjectNode model, String key) {
        JsonNode node = model.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isTextual()) {
            throw faults.fault("needs a text as model." + key + ", not " + Faults.shown(node.toString()) + ".");
        }
        return Optional.ofNullable(node.textValue()).filter(text -> !text.isEmpty());
    }

    private boolean flag(ObjectNode model, String key) {
        JsonNode node = model.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            throw faults.fault("needs true or false as model." + key + ", not " + Faults.shown(node.toString()) + ".");
        }
        return node.asBoolean(false);
    }

    static int id(JsonNode node, String what, Faults faults) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw faults.fault("needs a whole number from 0 on as " + what + ", not " + Faults.shown(node.toString()) + ".");
        }
        return node.intValue();
    }

    /** @param prefix how many characters of a right half are the mark that a word goes on */
    private List<TokenizerJson.Merge> merges(JsonNode node, Map<String, Integer> ids, int prefix) {
        if (!node.isArray() && !node.isMissingNode()) {
            throw faults.fault("needs a list as model.merges.");
        }
        List<TokenizerJson.Merge> merges = new ArrayList<>(node.size());
        Set<Long> seen = new HashSet<>(node.size() * 2);
        for (JsonNode entry : node) {
            String where = "merge " + merges.size() + " (" + Faults.shown(entry.isTextual() ? entry.textValue() : entry.toString()) + ")";
            String[] pair = pair(entry, where);
            int left = known(ids, pair[0], where);
            int right = known(ids, pair[1], where);
            int merged = known(ids, pair[0] + pair[1].substring(Math.min(prefix, pair[1].length())), where);
            if (!seen.add((long) left << 32 | right)) {
                throw faults.fault("has " + where + " twice.");
            }
            merges.add(new TokenizerJson.Merge(left, right, merged));
        }
        return merges;
    }

    /** {@code "a b"}, or {@code ["a", "b"]} in newer files. */
    private String[] pair(JsonNode entry, String where) {
        if (entry.isTextual()) {
            String[] pair = entry.textValue().split(" ", -1);
            if (pair.length == 2) {
                return pair;
            }
        } else if (entry.isArray() && entry.size() == 2 && entry.get(0).isTextual() && entry.get(1).isTextual()) {
            return new String[] {entry.get(0).textValue(), entry.get(1).textValue()};
        }
        throw faults.fault("has " + where + ", which is not a pair of tokens.");
    }

    private int known(Map<String, Integer> ids, String token, String where) {
        Integer id = ids.get(token);
        if (id == null) {
            throw faults.fault("has " + where + ", but " + Faults.shown(token) + " is not in model.vocab.");
        }
        return id;
    }
}
