package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/** Reads a {@code tokenizer.json} that anybody may have written. What would change the ids of a text and is not understood is an error. */
final class TokenizerJsonReader {

    private static final String SUPPORTED = " Supported are byte-level BPE like GPT-2's (pre_tokenizer ByteLevel, or Split and ByteLevel, decoder ByteLevel, no prefix space, no"
            + " normalizer) and character vocabularies (BPE without merges and pre_tokenizer, decoder Fuse).";

    private final Path file;

    TokenizerJsonReader(Path file) {
        this.file = file;
    }

    TokenizerJson read() {
        JsonNode root = Json.read(file);
        if (!root.isObject() || !root.path("model").isObject()) {
            throw fault("is not a tokenizer.json: it has no object \"model\".");
        }
        JsonNode model = root.get("model");
        Form form = form(root, model);
        Map<String, Integer> ids = vocabulary(model.path("vocab"));
        List<TokenizerJson.Special> specials = specials(root.path("added_tokens"), ids);
        List<String> tokens = tokens(ids);
        List<TokenizerJson.Merge> merges = merges(model.path("merges"), ids);
        if (form == Form.CHARACTERS && !merges.isEmpty()) {
            throw unsupported("BPE with merges, but without a pre_tokenizer,");
        }
        if (form == Form.CHARACTERS && !specials.isEmpty()) {
            throw unsupported("a character vocabulary with special tokens");
        }
        return new TokenizerJson(form, tokens, merges, specials, form == Form.BYTE_LEVEL ? pattern(root.get("pre_tokenizer")) : Optional.empty(),
                model.path("ignore_merges").asBoolean(false));
    }

    private Form form(JsonNode root, JsonNode model) {
        String type = type(model);
        boolean bpe = type.equals("BPE") || type.equals("none") && model.has("merges"); // files of 2019 leave the type out
        if (!bpe) {
            throw unsupported("a model of type " + type);
        }
        absent(root, "normalizer");
        absent(root, "truncation");
        absent(root, "padding");
        absent(model, "dropout");
        absent(model, "unk_token");
        absent(model, "continuing_subword_prefix");
        absent(model, "end_of_word_suffix");
        absent(model, "byte_fallback");
        String preTokenizer = type(root.path("pre_tokenizer"));
        String postProcessor = type(root.path("post_processor"));
        String decoder = type(root.path("decoder"));
        if (!postProcessor.equals("none") && !postProcessor.equals("ByteLevel")) { // ByteLevel only trims offsets
            throw unsupported("the post_processor " + postProcessor);
        }
        if (preTokenizer.equals("Sequence") && decoder.equals("ByteLevel")) {
            pattern(root.get("pre_tokenizer"));
            return Form.BYTE_LEVEL;
        }
        if (preTokenizer.equals("ByteLevel") && decoder.equals("ByteLevel")) {
            JsonNode settings = root.get("pre_tokenizer");
            if (settings.path("add_prefix_space").asBoolean(true)) {
                throw unsupported("a ByteLevel pre_tokenizer with add_prefix_space");
            }
            if (!settings.path("use_regex").asBoolean(true)) {
                throw unsupported("a ByteLevel pre_tokenizer without use_regex");
            }
            return Form.BYTE_LEVEL;
        }
        if (preTokenizer.equals("none") && decoder.equals("Fuse")) {
            return Form.CHARACTERS;
        }
        throw unsupported("the pre_tokenizer " + preTokenizer + " with the decoder " + decoder);
    }

    /** The expression of a Split before a ByteLevel; empty where the ByteLevel stands alone. */
    private Optional<String> pattern(JsonNode preTokenizer) {
        if (type(preTokenizer).equals("ByteLevel")) {
            return Optional.empty();
        }
        JsonNode split = preTokenizer.path("pretokenizers").path(0);
        JsonNode bytes = preTokenizer.path("pretokenizers").path(1);
        boolean isSplit = type(split).equals("Split") && split.path("pattern").path("Regex").isTextual()
                && split.path("behavior").asText().equals("Isolated") && !split.path("invert").asBoolean(false);
        boolean isBytes = type(bytes).equals("ByteLevel") && !bytes.path("add_prefix_space").asBoolean(true) && !bytes.path("use_regex").asBoolean(true);
        if (preTokenizer.path("pretokenizers").size() != 2 || !isSplit || !isBytes) {
            throw unsupported("a Sequence of pre_tokenizers other than a Split by a Regex (Isolated) and a ByteLevel without use_regex");
        }
        return Optional.of(split.get("pattern").get("Regex").textValue());
    }

    /** A part that must be null, false, 0 or empty, because it would change the ids. */
    private void absent(JsonNode parent, String key) {
        JsonNode node = parent.path(key);
        boolean none = node.isMissingNode() || node.isNull() || node.isTextual() && node.textValue().isEmpty()
                || node.isBoolean() && !node.booleanValue() || node.isNumber() && node.doubleValue() == 0;
        if (!none) {
            throw unsupported(node.isObject() ? "the " + key + " " + type(node) : key + " " + shown(node.asText()));
        }
    }

    private static String type(JsonNode node) {
        return node.path("type").asText("none");
    }

    private Map<String, Integer> vocabulary(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            throw fault("has no object \"model.vocab\" with tokens.");
        }
        Map<String, Integer> ids = new HashMap<>(node.size() * 2);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            ids.put(entry.getKey(), id(entry.getValue(), "the id of " + shown(entry.getKey()) + " in model.vocab"));
        }
        return ids;
    }

    private List<TokenizerJson.Special> specials(JsonNode node, Map<String, Integer> ids) {
        List<TokenizerJson.Special> specials = new ArrayList<>();
        for (JsonNode token : node) {
            if (!token.path("content").isTextual()) {
                throw fault("has an entry without \"content\" in added_tokens.");
            }
            String content = token.get("content").textValue();
            if (!token.path("special").asBoolean(false)) {
                throw unsupported("the added token " + shown(content) + " that is not special");
            }
            int id = id(token.path("id"), "the id of the added token " + shown(content));
            Integer known = ids.put(content, id);
            if (known != null && known != id) {
                throw fault("gives " + shown(content) + " the id " + known + " in model.vocab and " + id + " in added_tokens.");
            }
            specials.add(new TokenizerJson.Special(id, content));
        }
        return specials;
    }

    private int id(JsonNode node, String what) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw fault("needs a whole number from 0 on as " + what + ", not " + shown(node.toString()) + ".");
        }
        return node.intValue();
    }

    private List<String> tokens(Map<String, Integer> ids) {
        String[] tokens = new String[ids.size()];
        ids.forEach((token, id) -> {
            if (id >= tokens.length) {
                throw fault("gives " + shown(token) + " the id " + id + ", but has " + tokens.length + " tokens: ids must be 0 … "
                        + (tokens.length - 1) + " without a hole.");
            }
            if (tokens[id] != null) {
                throw fault("gives the id " + id + " to both " + shown(tokens[id]) + " and " + shown(token) + ".");
            }
            tokens[id] = token;
        });
        return Arrays.asList(tokens); // as many different ids below the size as tokens: no hole is left
    }

    private List<TokenizerJson.Merge> merges(JsonNode node, Map<String, Integer> ids) {
        if (!node.isArray() && !node.isMissingNode()) {
            throw fault("needs a list as model.merges.");
        }
        List<TokenizerJson.Merge> merges = new ArrayList<>(node.size());
        Set<Long> seen = new HashSet<>(node.size() * 2);
        for (JsonNode entry : node) {
            String where = "merge " + merges.size() + " (" + shown(entry.isTextual() ? entry.textValue() : entry.toString()) + ")";
            String[] pair = pair(entry, where);
            int left = known(ids, pair[0], where);
            int right = known(ids, pair[1], where);
            int merged = known(ids, pair[0] + pair[1], where);
            if (!seen.add((long) left << 32 | right)) {
                throw fault("has " + where + " twice.");
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
        throw fault("has " + where + ", which is not a pair of tokens.");
    }

    private int known(Map<String, Integer> ids, String token, String where) {
        Integer id = ids.get(token);
        if (id == null) {
            throw fault("has " + where + ", but " + shown(token) + " is not in model.vocab.");
        }
        return id;
    }

    private static String shown(String text) {
        return "\"" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "\"";
    }

    private UserError fault(String what) {
        return new UserError(file + " " + what);
    }

    private UserError unsupported(String found) {
        return new UserError(file + ": " + found + " is not supported." + SUPPORTED);
    }
}
