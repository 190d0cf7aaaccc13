package org.stagelm.tokenizers.corpus.mix;

import java.util.Arrays;

/** The words of a text as hashes of 64 bits: runs of letters and digits in lower case; an ideograph is a word of its own. */
final class Words {

    private static final long SEED = 0xCBF29CE484222325L; // FNV-1a, mixed at the end
    private static final long PRIME = 0x100000001B3L;

    private long[] hashes = new long[64];
    private int count;

    private Words() {}

    static long[] of(String text) {
        Words words = new Words();
        long hash = SEED;
        boolean within = false;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean ideograph = Character.isIdeographic(c);
            boolean part = !ideograph && Character.isLetterOrDigit(c);
            if (within && !part) {
                words.add(hash);
                hash = SEED;
            }
            if (ideograph) {
                words.add((SEED ^ c) * PRIME);
            } else if (part) {
                hash = (hash ^ Character.toLowerCase(c)) * PRIME;
            }
            within = part;
        }
        if (within) {
            words.add(hash);
        }
        return Arrays.copyOf(words.hashes, words.count);
    }

    private void add(long hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = mix(hash);
    }

    /** Each bit of the result hangs on each bit given (MurmurHash3's last step). */
    static long mix(long value) {
        long x = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }
}
