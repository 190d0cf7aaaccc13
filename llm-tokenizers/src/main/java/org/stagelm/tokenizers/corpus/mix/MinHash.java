package org.stagelm.tokenizers.corpus.mix;

import java.util.Arrays;

/**
 * Signatures whose places agree, for two texts, with the probability of their Jaccard similarity (Broder 1997): of each hash function the least value
 * over a text's shingles.
 */
final class MinHash {

    private final int shingle;
    private final long[] factors;
    private final long[] offsets;

    /** @param shingle words in a shingle */
    MinHash(int shingle, int permutations) {
        this.shingle = shingle;
        this.factors = new long[permutations];
        this.offsets = new long[permutations];
        for (int i = 0; i < permutations; i++) {
            factors[i] = Words.mix(2L * i + 1) | 1;
            offsets[i] = Words.mix(-2L * i - 2);
        }
    }

    /**
     * A number per permutation; a text of fewer words than a shingle has one shingle of them all.
     *
     * @param words at least one
     */
    int[] signature(long[] words) {
        long[] least = new long[factors.length];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int begin = 0; begin == 0 || begin + shingle <= words.length; begin++) {
            long hash = 0;
            for (int i = begin; i < Math.min(begin + shingle, words.length); i++) {
                hash = Words.mix(hash * 31 + words[i]);
            }
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], factors[i] * hash + offsets[i] >>> 1);
            }
        }
        int[] signature = new int[least.length];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (int) Words.mix(least[i]);
        }
        return signature;
    }
}
