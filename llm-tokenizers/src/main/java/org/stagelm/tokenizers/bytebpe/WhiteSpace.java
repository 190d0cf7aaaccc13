package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/** Where a piece of white space ends: where a text follows, its last character is left to that text. */
final class WhiteSpace {

    private WhiteSpace() {}

    /** {@code \s+(?!\S)|\s+} */
    static int end(byte[] utf8, int from, int to) {
        int last = from;
        int i = from;
        while (i < to && (CharacterKinds.at(utf8, i) & CharacterKinds.SPACE) != 0) {
            last = i;
            i += Utf8.length(utf8[i]);
        }
        return i == to || last == from ? i : last;
    }

    /** {@code \s*[\r\n]+|\s+(?!\S)|\s+}: up to the last line break, where there is one. */
    static int endAtLineBreak(byte[] utf8, int from, int to) {
        int last = from;
        int lineBreak = -1;
        int i = from;
        while (i < to) {
            int kinds = CharacterKinds.at(utf8, i);
            if ((kinds & CharacterKinds.SPACE) == 0) {
                break;
            }
            last = i;
            if ((kinds & CharacterKinds.NEWLINE) != 0) {
                lineBreak = i;
            }
            i += Utf8.length(utf8[i]);
        }
        if (lineBreak >= 0) {
            return lineBreak + 1;
        }
        return i == to || last == from ? i : last;
    }
}
