package org.stagelm.tokenizers.corpus.mix;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.UserError;

/**
 * Finds texts that are nearly one seen before. Of each text kept there are the lowest byte of each place of its signature, and an entry of 8 bytes
 * per band in a hash table that is 3/8 to 3/4 full. Of texts that agree in a band the first stands for all, so that a text is compared with as many as
 * there are bands at most.
 */
final class NearDuplicates {

    private static final int BLOCK = 1 << 10; // texts whose signatures stand in one array
    private static final int FIRST = 1 << 12;
    private static final int MOST = 1 << 30; // entries: what one array can hold
    private static final double BY_CHANCE = 1.0 / 256; // one byte of different places agrees

    private final MinHash hash;
    private final int permutations;
    private final Bands bands;
    private final double threshold;
    private final List<byte[]> signatures = new ArrayList<>();
    private long[] table = new long[FIRST]; // 32 bits of the band's hash over the text's number plus one; zero: free
    private int filled;
    private int size;

    NearDuplicates(FilteredComponent.NearDuplicates settings) {
        this.hash = new MinHash(settings.shingle(), settings.permutations());
        this.permutations = settings.permutations();
        this.bands = Bands.of(permutations, settings.threshold());
        this.threshold = settings.threshold();
    }

    /** Whether the text is unlike all before, so far as is known; only then it is remembered. A text without words is unlike all. */
    boolean add(String text) {
        long[] words = Words.of(text);
        if (words.length == 0) {
            return true;
        }
        int[] signature = hash.signature(words);
        long[] keys = keys(signature);
        for (long key : keys) {
            int found = find(key);
            if (found >= 0 && similarity(signature, found) >= threshold) {
                return false;
            }
        }
        remember(signature, keys);
        return true;
    }

    private long[] keys(int[] signature) {
        long[] keys = new long[bands.count()];
        for (int band = 0; band < keys.length; band++) {
            long key = band;
            for (int row = 0; row < bands.rows(); row++) {
                key = Words.mix(key * 31 + signature[band * bands.rows() + row]);
            }
            keys[band] = key;
        }
        return keys;
    }

    /** The text that a band stands for; −1 where there is none. */
    private int find(long key) {
        long entry = table[place(table, key)];
        return entry == 0 ? -1 : (int) entry - 1;
    }

    /** Where the entry of a key stands, or would. The upper half of a key tells it from others, and where to look first. */
    private static int place(long[] table, long key) {
        int at = (int) (key >>> 32 ^ key >>> 32 << 7) & table.length - 1;
        while (table[at] != 0 && table[at] >>> 32 != key >>> 32) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }

    private double similarity(int[] signature, int text) {
        byte[] block = signatures.get(text / BLOCK);
        int begin = text % BLOCK * permutations;
        int same = 0;
        for (int i = 0; i < permutations; i++) {
            same += block[begin + i] == (byte) signature[i] ? 1 : 0;
        }
        return ((double) same / permutations - BY_CHANCE) / (1 - BY_CHANCE);
    }

    private void remember(int[] signature, long[] keys) {
        if (size % BLOCK == 0) {
            signatures.add(new byte[BLOCK * permutations]);
        }
        byte[] block = signatures.get(size / BLOCK);
        for (int i = 0; i < permutations; i++) {
            block[size % BLOCK * permutations + i] = (byte) signature[i];
        }
        size++;
        for (long key : keys) {
            if (filled >= table.length / 4 * 3) {
                grow();
            }
            int at = place(table, key);
            if (table[at] == 0) {
                table[at] = key >>> 32 << 32 | size;
                filled++;
            }
        }
    }

    private void grow() {
        if (table.length == MOST) {
            throw new UserError("the corpus has more documents than can be searched for near duplicates: " + size + ". Leave corpus.nearDuplicates out,"
                    + " or filter its parts.");
        }
        long[] larger = new long[table.length * 2];
        for (long entry : table) {
            if (entry != 0) {
                larger[place(larger, entry)] = entry;
            }
        }
        table = larger;
    }
}
