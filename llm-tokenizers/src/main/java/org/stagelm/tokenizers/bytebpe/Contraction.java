package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/** The English endings {@code 's 't 'm 'd 're 've 'll}. */
final class Contraction {

    private static final int LONG_S = 0x17F; // ſ, which is an s when case does not count

    private Contraction() {}

    /** The end of the contraction whose apostrophe is at {@code from}; {@code from} where there is none. */
    static int end(byte[] utf8, int from, int to) {
        return end(utf8, from, to, 0);
    }

    /** The same, for upper and lower case. */
    static int endInAnyCase(byte[] utf8, int from, int to) {
        if (from + 2 < to && utf8[from + 1] < 0) {
            return Utf8.codePoint(utf8, from + 1) == LONG_S ? from + 3 : from;
        }
        return end(utf8, from, to, 'a' - 'A');
    }

    /** @param fold the bit that is set in each letter before it is compared */
    private static int end(byte[] utf8, int from, int to, int fold) {
        if (from + 1 < to) {
            int first = utf8[from + 1] | fold;
            if (first == 's' || first == 't' || first == 'm' || first == 'd') {
                return from + 2;
            }
            if (from + 2 < to) {
                int second = utf8[from + 2] | fold;
                if (second == 'e' && (first == 'r' || first == 'v') || second == 'l' && first == 'l') {
                    return from + 3;
                }
            }
        }
        return from;
    }
}
