package org.stagelm.tokenizers.loader;

import org.stagelm.api.tensor.RandomKey;

/**
 * A random order of 0 … n − 1 that is computed place by place instead of kept: a Feistel network over the next power of four, walked until it comes
 * back below n (Black and Rogaway 2002, "Ciphers with Arbitrary Finite Domains", cycle walking).
 */
final class Permutation {

    private static final int ROUNDS = 8;

    private final long n;
    private final int halfBits;
    private final RandomKey[] rounds = new RandomKey[ROUNDS];

    Permutation(long n, RandomKey key) {
        this.n = n;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(n - 1, 1));
        this.halfBits = (bits + 1) / 2;
        for (int round = 0; round < ROUNDS; round++) {
            rounds[round] = key.derive(round);
        }
    }

    /** The number at {@code place}; each number is at one place. Needs four rounds of the network on average at most. */
    long at(long place) {
        long value = place;
        do {
            value = network(value);
        } while (value >= n);
        return value;
    }

    private long network(long value) {
        long mask = (1L << halfBits) - 1;
        long left = value >>> halfBits;
        long right = value & mask;
        for (RandomKey round : rounds) {
            long swapped = left ^ round.bits(right) & mask;
            left = right;
            right = swapped;
        }
        return left << halfBits | right;
    }
}
