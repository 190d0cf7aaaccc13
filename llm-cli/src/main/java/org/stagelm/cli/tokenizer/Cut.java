package org.stagelm.cli.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;

/**
 * How a tokenizer cuts a text.
 *
 * @param tokens in their order; none where the text cannot be encoded
 * @param characters of the text, in code points
 * @param bytes of the text as UTF-8
 * @param refusal why the text cannot be encoded
 */
record Cut(List<Token> tokens, int characters, int bytes, Optional<String> refusal) {

    /** Stands for a token that has only a part of a character; the character is shown with the token that completes it. */
    private static final String PART = "·";

    /** @param shown the text that the token completes, or {@link #PART} */
    record Token(int id, String shown) {}

    static Cut of(Tokenizer tokenizer, String text) {
        int characters = text.codePointCount(0, text.length());
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        try {
            return new Cut(tokens(tokenizer, tokenizer.encode(text)), characters, bytes, Optional.empty());
        } catch (UserError e) {
            return new Cut(List.of(), characters, bytes, Optional.of(e.getMessage()));
        }
    }

    private static List<Token> tokens(Tokenizer tokenizer, int[] ids) {
        List<Token> tokens = new ArrayList<>();
        Tokenizer.TextStream stream = tokenizer.stream();
        for (int id : ids) {
            String completed = stream.next(id);
            tokens.add(new Token(id, completed.isEmpty() ? PART : completed));
        }
        String rest = stream.end();
        if (!rest.isEmpty() && !tokens.isEmpty()) {
            Token last = tokens.remove(tokens.size() - 1);
            tokens.add(new Token(last.id, last.shown.equals(PART) ? rest : last.shown + rest));
        }
        return List.copyOf(tokens);
    }

    double charactersPerToken() {
        return (double) characters / Math.max(1, tokens.size());
    }

    double bytesPerToken() {
        return (double) bytes / Math.max(1, tokens.size());
    }
}
