package org.stagelm.tokenizers.pipeline;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.stagelm.tokenizers.json.AddedToken;

/** Finds added tokens in a text, of those that begin at one place the longest. Special tokens are found where they are allowed only. */
final class AddedTokens {

    private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("\\w", java.util.regex.Pattern.UNICODE_CHARACTER_CLASS);

    private final Node root = new Node();
    private final BitSet beginnings = new BitSet(); // the characters that tokens begin with
    private final boolean specialOnly;

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
                beginnings.set(spelled.charAt(0));
            }
        }
        specialOnly = tokens.stream().allMatch(AddedToken::special);
    }

    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private Optional<AddedToken> token = Optional.empty();
    }

    private record Found(AddedToken token, int to) {}

    /**
     * Cuts a piece at the tokens in it and hands on, from left to right, what lies between and the tokens' ids.
     *
     * @param allowed spellings of special tokens
     */
    void cut(Piece piece, Set<String> allowed, Consumer<Piece> between, IntConsumer id) {
        String text = piece.text();
        int done = 0;
        int at = specialOnly && allowed.isEmpty() ? text.length() : 0;
        while (at < text.length()) {
            Optional<Found> found = beginnings.get(text.charAt(at)) ? longest(text, at, allowed) : Optional.empty();
            if (found.isEmpty()) {
                at++;
                continue;
            }
            AddedToken token = found.get().token();
            int end = found.get().to();
            if (!token.singleWord() || standsAlone(text, at, end)) {
                int from = token.lstrip() ? spaceBefore(text, at, done) : at;
                if (from > done) {
                    between.accept(piece.part(done, from));
                }
                id.accept(token.id());
                done = token.rstrip() ? spaceBehind(text, end) : end;
            }
            at = Math.max(end, done);
        }
        if (done < text.length()) {
            between.accept(piece.part(done, text.length()));
        }
    }

    private Optional<Found> longest(String text, int from, Set<String> allowed) {
        Optional<Found> longest = Optional.empty();
        Node node = root.next.get(text.charAt(from));
        for (int to = from + 1; node != null; to++) {
            if (node.token.isPresent() && (!node.token.get().special() || allowed.contains(node.token.get().content()))) {
                longest = Optional.of(new Found(node.token.get(), to));
            }
            node = to < text.length() ? node.next.get(text.charAt(to)) : null;
        }
        return longest;
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
