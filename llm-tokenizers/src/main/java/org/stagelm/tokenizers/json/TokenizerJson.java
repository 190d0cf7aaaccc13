package org.stagelm.tokenizers.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code tokenizer.json} says.
 *
 * @param tokens the spelling of each id, special tokens included
 * @param merges by rank, best first; empty for {@link Form#CHARACTERS}
 * @param specials tokens that stand for no text, by id
 * @param pattern the expression that cuts a text; empty for GPT-2's, and for {@link Form#CHARACTERS}
 * @param ignoreMerges whether a piece that is a token as a whole becomes it, whatever its merges would give
 */
public record TokenizerJson(Form form, List<String> tokens, List<Merge> merges, List<Special> specials, Optional<String> pattern,
        boolean ignoreMerges) {

    /** The file's name in a model folder. */
    public static final String FILE = "tokenizer.json";

    /** The special token that ends a text, as GPT-2 spells it. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    public TokenizerJson {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        specials = List.copyOf(specials);
    }

    /** A tokenizer that cuts as GPT-2 does, if it cuts at all. */
    public TokenizerJson(Form form, List<String> tokens, List<Merge> merges, List<Special> specials) {
        this(form, tokens, merges, specials, Optional.empty(), false);
    }

    /** Two neighbouring ids that become one. */
    public record Merge(int left, int right, int merged) {}

    /** A token that no text is encoded to. */
    public record Special(int id, String content) {}

    /**
     * @throws org.stagelm.api.UserError where the file is missing or broken (ids given twice or left out, merges of unknown tokens), or of a form
     *     that is not known, saying what was found
     */
    public static TokenizerJson read(Path file) {
        return new TokenizerJsonReader(file).read();
    }

    /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a folder. */
    public void write(Path folder) {
        new TokenizerJsonWriter(this).write(folder);
    }

    /** SHA-256, as hexadecimal digits, over all that decides which ids a text gets. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        add(digest, form.name());
        tokens.forEach(token -> add(digest, token));
        merges.forEach(merge -> add(digest, merge.left() + " " + merge.right()));
        specials.forEach(special -> add(digest, special.id() + " " + special.content()));
        pattern.ifPresent(expression -> add(digest, "pattern " + expression));
        if (ignoreMerges) {
            add(digest, "ignore merges");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xFF); // no byte of UTF-8, so it ends a text unmistakably
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
