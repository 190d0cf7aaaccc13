package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/** {@code \p{N}{1,most}} */
final class Digits {

    private Digits() {}

    static int end(byte[] utf8, int from, int to, int most) {
        int i = from;
        for (int count = 0; count < most && i < to && (CharacterKinds.at(utf8, i) & CharacterKinds.NUMBER) != 0; count++) {
            i += Utf8.length(utf8[i]);
        }
        return i;
    }
}
