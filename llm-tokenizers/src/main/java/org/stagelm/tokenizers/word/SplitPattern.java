package org.stagelm.tokenizers.word;

import java.util.function.Consumer;
import org.stagelm.tokenizers.text.CharacterClass;

/** Where a text is cut into words. White space is cut out, what the pattern names is a word of its own. */
public enum SplitPattern {

    /** {@code [,.]|\s} */
    COMMA_PERIOD("[,.]", ",.", false),

    /** {@code [,.:;?_!"()']|--|\s} */
    PUNCTUATION("[,.:;?_!\"()']|--", ",.:;?_!\"()'", true);

    private final String expression;
    private final String separate;
    private final boolean dashes;

    SplitPattern(String expression, String separate, boolean dashes) {
        this.expression = expression;
        this.separate = separate;
        this.dashes = dashes;
    }

    /** What becomes a word of its own, as a regular expression. */
    String expression() {
        return expression;
    }

    /** Gives the words from left to right. Python's {@code re.split}, without what is empty or white space. */
    void forEachWord(String text, Consumer<String> consumer) {
        int from = 0;
        for (int i = 0; i < text.length();) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            boolean isSpace = CharacterClass.of(codePoint) == CharacterClass.SPACE;
            if (dashes && text.startsWith("--", i)) {
                end = i + 2;
            } else if (!isSpace && separate.indexOf(codePoint) < 0) {
                i = end;
                continue;
            }
            if (from < i) {
                consumer.accept(text.substring(from, i));
            }
            if (!isSpace) {
                consumer.accept(text.substring(i, end));
            }
            from = end;
            i = end;
        }
        if (from < text.length()) {
            consumer.accept(text.substring(from));
        }
    }
}
