package org.stagelm.tokenizers.subword;

import java.util.Map;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.IdBuffer;

/** Byte fallback: the tokens {@code <0x00>} … {@code <0xFF>}, for characters that have no token of their own. */
final class ByteTokens {

    private final int[] ids = new int[256];

    ByteTokens(Map<String, Integer> vocabulary) {
        for (int b = 0; b < ids.length; b++) {
            ids[b] = vocabulary.getOrDefault(String.format("<0x%02X>", b), ByteTrie.NONE);
        }
    }

    /** Adds the token of each byte, or nothing where one of them has none. */
    boolean encode(byte[] text, int from, int to, IdBuffer out) {
        for (int i = from; i < to; i++) {
            if (ids[text[i] & 0xFF] == ByteTrie.NONE) {
                return false;
            }
        }
        for (int i = from; i < to; i++) {
            out.add(ids[text[i] & 0xFF]);
        }
        return true;
    }
}
