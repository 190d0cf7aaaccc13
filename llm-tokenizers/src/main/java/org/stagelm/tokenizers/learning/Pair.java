package org.stagelm.tokenizers.learning;

/**
 * Two neighbouring ids and how often they occur.
 *
 * @param count weighed by how often each word occurs
 */
public record Pair(int left, int right, long count) {

    /** Both ids in one number, the left one in its high half: the order of such numbers is that of (left, right). */
    static long pack(int left, int right) {
        return (long) left << 32 | right;
    }

    static int left(long pair) {
        return (int) (pair >>> 32);
    }

    static int right(long pair) {
        return (int) pair;
    }
}
