package org.stagelm.tokenizers.subword;

/** {@code ▁}, U+2581, which stands for a space and so begins a word. */
final class WordMark {

    static final String TEXT = "\u2581";

    private static final char CHARACTER = '\u2581';
    private static final int LENGTH = 3;

    private WordMark() {}

    /** Whether a token has the mark behind another character. */
    static boolean isWithin(String token) {
        for (int i = 1; i < token.length(); i++) {
            if (token.charAt(i) == CHARACTER && token.charAt(i - 1) != CHARACTER) {
                return true;
            }
        }
        return false;
    }

    /** Where the word that begins at {@code from}, with any number of marks, ends: before the next mark, or at {@code to}. */
    static int endOfWord(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && isAt(utf8, at, to)) {
            at += LENGTH;
        }
        while (at < to && !isAt(utf8, at, to)) {
            at++;
        }
        return at;
    }

    private static boolean isAt(byte[] utf8, int at, int to) {
        return utf8[at] == (byte) 0xE2 && at + 2 < to && utf8[at + 1] == (byte) 0x96 && utf8[at + 2] == (byte) 0x81;
    }
}
