package org.stagelm.tokenizers.corpus.mix;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.text.Utf8;

/**
 * The texts seen so far, by 128 bits of their SHA-256: of a billion texts, two different ones are taken for the same with a probability of 10⁻²¹. A
 * hash table of 16-byte entries that is 3/8 to 3/4 full: 21 to 43 bytes per text.
 */
final class ExactDuplicates {

    private static final int FIRST = 1 << 10;
    private static final int MOST = 1 << 29; // entries: what one array can hold

    private final MessageDigest digest = sha256();
    private long[] table = new long[2 * FIRST]; // entries of two; both zero: free
    private int size;

    /** Whether the text is new. */
    boolean add(String text) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(Utf8.bytes(text)));
        long high = hash.getLong();
        long low = hash.getLong() | 1; // never zero
        if (size >= table.length / 2 / 4 * 3) {
            grow();
        }
        if (!insert(table, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean insert(long[] table, long high, long low) {
        int entries = table.length / 2;
        int at = (int) high & entries - 1;
        while (table[2 * at + 1] != 0) {
            if (table[2 * at] == high && table[2 * at + 1] == low) {
                return false;
            }
            at = at + 1 & entries - 1;
        }
        table[2 * at] = high;
        table[2 * at + 1] = low;
        return true;
    }

    private void grow() {
        if (table.length / 2 == MOST) {
            throw new UserError("the corpus has more documents than can be searched for duplicates: " + size + ". Set corpus.exactDuplicates to false.");
        }
        long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                insert(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
