package org.stagelm.tokenizers.pipeline;

import java.util.regex.Matcher;
import org.stagelm.tokenizers.bytebpe.BoundedText;
import org.stagelm.tokenizers.bytebpe.RegexPreTokenizer;
import org.stagelm.tokenizers.json.Pattern;

/** Where a pattern of a {@code tokenizer.json} occurs in a text. */
final class Occurrences {

    private final java.util.regex.Pattern expression;

    Occurrences(java.util.regex.Pattern expression) {
        this.expression = expression;
    }

    /** @throws org.stagelm.api.UserError where it is no regular expression */
    Occurrences(Pattern pattern) {
        this(pattern.regex() ? RegexPreTokenizer.compile(pattern.text())
                : java.util.regex.Pattern.compile(java.util.regex.Pattern.quote(pattern.text())));
    }

    /** Takes the ends of an occurrence. */
    @FunctionalInterface
    interface Range {
        void accept(int from, int to);
    }

    /**
     * Calls {@code occurrence} for each, from left to right. One may be empty, but not where the one before it ends.
     *
     * @throws org.stagelm.api.UserError where the expression backtracks without end
     */
    void each(String text, Range occurrence) {
        BoundedText bounded = new BoundedText(text, expression.pattern());
        Matcher matcher = expression.matcher(bounded);
        int end = -1;
        try {
            while (matcher.find()) {
                if (matcher.end() > end && !isWithinCharacter(text, matcher.end())) {
                    end = matcher.end();
                    occurrence.accept(matcher.start(), end);
                }
            }
        } catch (StackOverflowError e) {
            throw bounded.tooHard();
        }
    }

    private static boolean isWithinCharacter(String text, int i) {
        return i > 0 && i < text.length() && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
    }

    String replaceAll(String text, String replacement) {
        StringBuilder replaced = new StringBuilder(text.length());
        int[] end = {0};
        each(text, (from, to) -> {
            replaced.append(text, end[0], from).append(replacement);
            end[0] = to;
        });
        return end[0] == 0 && replaced.length() == 0 ? text : replaced.append(text, end[0], text.length()).toString();
    }
}
