package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.stagelm.core.json.Json;

/**
 * What a {@code tokenizer.json} says: the way of a text through normaliser, pre-tokeniser, model and post-processor to ids, and through the decoder
 * back.
 *
 * @param addedTokens by id; their ids and those of the model's vocabulary together are 0 … n − 1 without a hole
 */
public record TokenizerJson(Optional<Normalizer> normalizer, Optional<PreTokenizer> preTokenizer, Model model, Optional<PostProcessor> postProcessor,
        Optional<Decoder> decoder, List<AddedToken> addedTokens) {

    /** The file's name in a model folder. */
    public static final String FILE = "tokenizer.json";

    /** The special token that ends a text, as GPT-2 spells it. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    public TokenizerJson {
        addedTokens = List.copyOf(addedTokens);
    }

    /** Two neighbouring ids that become one. */
    public record Merge(int left, int right, int merged) {}

    /**
     * @throws org.stagelm.api.UserError where the file is missing or broken (ids given twice or left out, merges of unknown tokens), or has a part or
     *     a setting that is not known, saying what was found
     */
    public static TokenizerJson read(Path file) {
        return new TokenizerJsonReader(file).read();
    }

    /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a folder; {@code <|endoftext|>}, where there is one, ends a text. */
    public void write(Path folder) {
        Optional<String> end = specials().stream().map(AddedToken::content).filter(END_OF_TEXT::equals).findFirst();
        write(folder, new TokenizerConfig(end, end, Optional.empty()));
    }

    /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a folder. */
    public void write(Path folder, TokenizerConfig config) {
        Json.write(folder.resolve(FILE), TokenizerJsonWriter.json(this));
        config.write(folder);
    }

    /** The spelling of each id. */
    public List<String> tokens() {
        int size = addedTokens.stream().mapToInt(token -> token.id() + 1).max().orElse(0);
        String[] tokens = new String[Math.max(size, model.vocab().values().stream().mapToInt(id -> id + 1).max().orElse(0))];
        model.vocab().forEach((token, id) -> tokens[id] = token);
        addedTokens.forEach(token -> tokens[token.id()] = token.content());
        return List.of(tokens);
    }

    /** The added tokens that stand for no text. */
    public List<AddedToken> specials() {
        return addedTokens.stream().filter(AddedToken::special).toList();
    }

    /** SHA-256, as hexadecimal digits, over all that decides which ids a text gets. */
    public String fingerprint() {
        try {
            byte[] json = Json.mapper().writeValueAsBytes(TokenizerJsonWriter.json(this));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a tree can be written, and every Java platform has SHA-256", e);
        }
    }
}
