package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stagelm.core.json.Json;

/**
 * Reads a {@code tokenizer.json} that anybody may have written. What would change the ids of a text and is not understood is an error. How batches are
 * cut and filled up ({@code truncation}, {@code padding}) is passed over, as transformers does unless a call asks for it.
 */
final class TokenizerJsonReader {

    private static final Set<String> KEYS = Set.of("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
            "post_processor", "decoder", "model");

    private final Path file;
    private final Faults faults;

    TokenizerJsonReader(Path file) {
        this.file = file;
        this.faults = new Faults(file);
    }

    TokenizerJson read() {
        JsonNode root = Json.read(file);
        if (!root.isObject() || !root.path("model").isObject()) {
            throw faults.fault("is not a tokenizer.json: it has no object \"model\".");
        }
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.absent(root, key);
            }
        });
        List<AddedToken> added = addedTokens(root.path("added_tokens"));
        Model model = new ModelReader(faults).read((ObjectNode) root.get("model"));
        checkIds(model, added);
        return new TokenizerJson(part(root, "normalizer", Normalizer.class), part(root, "pre_tokenizer", PreTokenizer.class), model,
                part(root, "post_processor", PostProcessor.class), part(root, "decoder", Decoder.class), added);
    }

    private <T> Optional<T> part(JsonNode root, String key, Class<T> type) {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        OlderForms.complete(node, key);
        return Optional.of(faults.part(node, key, type));
    }

    private List<AddedToken> addedTokens(JsonNode node) {
        List<AddedToken> tokens = new ArrayList<>();
        for (JsonNode entry : node) {
            if (!entry.path("content").isTextual() || entry.get("content").textValue().isEmpty()) {
                throw faults.fault("has an entry without \"content\" in added_tokens.");
            }
            ObjectNode token = (ObjectNode) entry;
            String content = token.get("content").textValue();
            ModelReader.id(token.path("id"), "the id of the added token " + Faults.shown(content), faults);
            boolean special = token.path("special").asBoolean(false);
            for (String flag : List.of("single_word", "lstrip", "rstrip", "special")) {
                if (!token.has(flag)) {
                    token.put(flag, false);
                }
            }
            if (!token.has("normalized")) {
                token.put("normalized", !special);
            }
            tokens.add(faults.part(token, "added_tokens[" + tokens.size() + "]", AddedToken.class));
        }
        tokens.sort(Comparator.comparingInt(AddedToken::id));
        return tokens;
    }

    /** Every id from 0 on has one token. */
    private void checkIds(Model model, List<AddedToken> added) {
        Map<String, Integer> ids = new HashMap<>(model.vocab());
        for (AddedToken token : added) {
            Integer known = ids.put(token.content(), token.id());
            if (known != null && known != token.id()) {
                String where = model.vocab().containsKey(token.content()) ? "model.vocab" : "added_tokens";
                throw faults.fault("gives " + Faults.shown(token.content()) + " the id " + known + " in " + where + " and " + token.id()
                        + " in added_tokens.");
            }
        }
        String[] tokens = new String[ids.size()];
        ids.forEach((token, id) -> {
            if (id >= tokens.length) {
                throw faults.fault("gives " + Faults.shown(token) + " the id " + id + ", but has " + tokens.length + " tokens: ids must be 0 … "
                        + (tokens.length - 1) + " without a hole.");
            }
            if (tokens[id] != null) {
                throw faults.fault("gives the id " + id + " to both " + Faults.shown(tokens[id]) + " and " + Faults.shown(token) + ".");
            }
            tokens[id] = token;
        });
    }
}
