package org.stagelm.tokenizers.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.stagelm.tokenizers.json.AddedToken;

/** Finds added tokens in a text, of those that begin at one place the longest. */
final class AddedTokens {

    private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("\\w", java.util.regex.Pattern.UNICODE_CHARACTER_CLASS);

    private final Node root = new Node();

    /** @param spelling how the text to search spells a token */
    AddedTokens(List<AddedToken> tokens, UnaryOperator<String> spelling) {
        for (AddedToken token : tokens) {
            Node node = root;
            String spelled = spelling.apply(token.content());
            for (int i = 0; i < spelled.length(); i++) {
                node = node.next.computeIfAbsent(spelled.charAt(i), c -> new Node());
            }
            if (node != root) {
                node.token = Optional.of(token);
            }
        }
    }

    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private Optional<AddedToken> token = Optional.empty();
    }

    /** Cuts a piece at the tokens in it and hands on, from left to right, what lies between and the tokens' ids. */
    void cut(Piece piece, Consumer<Piece> between, IntConsumer id) {
        String text = piece.text();
        int done = 0;
        for (int at = 0; at < text.length();) {
            int end = at;
            Optional<AddedToken> found = Optional.empty();
            Node node = root.next.get(text.charAt(at));
            for (int i = at + 1; node != null; i++) {
                if (node.token.isPresent()) {
                    found = node.token;
                    end = i;
                }
                node = i < text.length() ? node.next.get(text.charAt(i)) : null;
            }
            if (found.isEmpty()) {
                at++;
                continue;
            }
            if (!found.get().singleWord() || standsAlone(text, at, end)) {
                int from = found.get().lstrip() ? spaceBefore(text, at, done) : at;
                if (from > done) {
                    between.accept(piece.part(done, from));
                }
                id.accept(found.get().id());
                done = found.get().rstrip() ? spaceBehind(text, end) : end;
            }
            at = Math.max(end, done);
        }
        if (done < text.length()) {
            between.accept(piece.part(done, text.length()));
        }
    }

    private static boolean standsAlone(String text, int from, int to) {
        return (from == 0 || !isWord(text.codePointBefore(from))) && (to == text.length() || !isWord(text.codePointAt(to)));
    }

    private static boolean isWord(int c) {
        return WORD.matcher(Character.toString(c)).matches();
    }

    private static int spaceBefore(String text, int from, int limit) {
        int i = from;
        while (i > limit && Normalization.isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static int spaceBehind(String text, int to) {
        int i = to;
        while (i < text.length() && Normalization.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
