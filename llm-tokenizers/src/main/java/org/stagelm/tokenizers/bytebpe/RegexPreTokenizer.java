package org.stagelm.tokenizers.bytebpe;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Cuts by a regular expression: each match is a piece, and so is what stands between two matches, as Hugging Face's {@code Split} with the behaviour
 * {@code Isolated} has it. Classes such as {@code \s} and {@code \w} are Unicode's, a line ends at {@code \n} alone, {@code ^} and {@code $} are
 * the ends of lines, and a script may be named without {@code Is}, as in Oniguruma.
 */
public final class RegexPreTokenizer implements PreTokenizer {

    private static final Pattern ESCAPE = Pattern.compile("(\\\\[pP]\\{\\^?)(\\p{Alpha}{3,})}|\\\\.", Pattern.DOTALL);

    private final Pattern pattern;

    /** @throws UserError where it is no regular expression, saying where the fault is */
    RegexPreTokenizer(String expression) {
        pattern = compile(expression);
    }

    /**
     * An expression in Oniguruma's language, to be matched against a {@link BoundedText}.
     *
     * @throws UserError where it is no regular expression, saying where the fault is
     */
    public static Pattern compile(String expression) {
        try {
            return Pattern.compile(javaSpelling(expression), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES | Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new UserError("The pre-tokenisation pattern is no regular expression: " + e.getDescription() + " near character " + e.getIndex()
                    + " of " + expression);
        }
    }

    /**
     * Scripts are {@code \p{IsHan}} in Java, {@code \p{Han}} elsewhere; the zero-width joiners are word characters in Java alone, Latin-1's small
     * digits and fractions in Oniguruma alone.
     */
    private static String javaSpelling(String expression) {
        return ESCAPE.matcher(expression).replaceAll(match -> Matcher.quoteReplacement(switch (match.group()) {
            case "\\w" -> "[\\w²³¹¼½¾&&[^\u200C\u200D]]";
            case "\\W" -> "[\\W\u200C\u200D&&[^²³¹¼½¾]]";
            default -> match.group(2) != null && isScript(match.group(2)) ? match.group(1) + "Is" + match.group(2) + "}" : match.group();
        }));
    }

    private static boolean isScript(String name) {
        try {
            Character.UnicodeScript.forName(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Cutter cut(byte[] utf8, int from, int to) {
        return new Matches(utf8, from, to);
    }

    private final class Matches implements Cutter {

        private final byte[] utf8;
        private final int to;
        private final BoundedText text;
        private final Matcher matcher;
        private int at; // the end of the last piece in bytes
        private int charAt; // the same in characters
        private int matchEnd = -1; // the end of a match whose piece is still to be given; −1 where there is none

        Matches(byte[] utf8, int from, int to) {
            this.utf8 = utf8;
            this.at = from;
            this.to = to;
            text = new BoundedText(new String(utf8, from, to - from, StandardCharsets.UTF_8), pattern.pattern());
            matcher = pattern.matcher(text);
        }

        @Override
        public int next(int[] ends) {
            int count = 0;
            while (count < ends.length && at < to) {
                ends[count++] = next();
            }
            return count;
        }

        private int next() {
            int known = matchEnd;
            matchEnd = -1;
            if (known > charAt) {
                return advance(known);
            }
            while (find()) {
                if (matcher.start() > charAt) { // what stands before the match comes first
                    matchEnd = matcher.end();
                    return advance(matcher.start());
                }
                if (matcher.end() > charAt) { // not an empty match
                    return advance(matcher.end());
                }
            }
            return advance(text.length());
        }

        private boolean find() {
            try {
                return matcher.find();
            } catch (StackOverflowError e) {
                throw text.tooHard();
            }
        }

        private int advance(int charEnd) {
            while (charAt < charEnd) {
                int length = Utf8.length(utf8[at]);
                at += length;
                charAt += length == 4 ? 2 : 1;
            }
            return at;
        }
    }
}
