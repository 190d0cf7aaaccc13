package org.stagelm.tokenizers.bytebpe;

import org.stagelm.api.UserError;

/**
 * A text that counts how often a regular expression reads its characters. One that reads far more than the text has backtracks without end, or so long
 * that nobody would wait: {@code (a+)+b} takes a day for forty letters.
 */
final class BoundedText implements CharSequence {

    private static final long READS_TO_BEGIN_WITH = 1_000_000;
    private static final long READS_PER_CHARACTER = 256;

    private final String text;
    private final String expression;
    private long readsLeft;

    BoundedText(String text, String expression) {
        this.text = text;
        this.expression = expression;
        this.readsLeft = READS_TO_BEGIN_WITH + READS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--readsLeft < 0) {
            throw tooHard();
        }
        return text.charAt(index);
    }

    UserError tooHard() {
        return new UserError("The pre-tokenisation pattern " + expression + " backtracks too much on a text of " + text.length()
                + " characters; write its repetitions so that they cannot overlap, or make them possessive, such as \\p{L}++.");
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
