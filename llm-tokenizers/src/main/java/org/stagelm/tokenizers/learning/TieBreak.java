package org.stagelm.tokenizers.learning;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** Which of several pairs that are equally frequent is merged first. */
public interface TieBreak {

    /**
     * A number, of which the smallest comes first. While merges are made, that of one pair may grow, but not fall.
     *
     * @param pair both ids, the left one in the high half
     * @param place where the pair is found first: the word in the high half, the place in the word in the low half
     */
    long key(long pair, LongSupplier place);

    /** Whether {@code pair} comes before {@code other}, where their keys are equal. */
    default boolean isBefore(long pair, long other) {
        return false;
    }

    /** The pair of the smaller left id, then of the smaller right id: as Hugging Face's BpeTrainer. */
    static TieBreak smallerIds() {
        return (pair, place) -> pair;
    }

    /** The pair that a reader of the words, in the order in which they were given, meets first: as {@code max()} over a Python dictionary. */
    static TieBreak firstSeen() {
        return (pair, place) -> place.getAsLong();
    }

    /** The pair whose left bytes are greater, then the one whose right bytes are: as {@code max()} over pairs of Python's {@code bytes}. */
    static TieBreak greaterBytes(IntFunction<byte[]> bytes) {
        return new TieBreak() {
            @Override
            public long key(long pair, LongSupplier place) {
                return 0;
            }

            @Override
            public boolean isBefore(long pair, long other) {
                int left = Arrays.compareUnsigned(bytes.apply(Pair.left(pair)), bytes.apply(Pair.left(other)));
                return left != 0 ? left > 0
                        : Arrays.compareUnsigned(bytes.apply(Pair.right(pair)), bytes.apply(Pair.right(other))) > 0;
            }
        };
    }

    /** The pair of fewer characters, then the one whose characters come first in the order of code points: as SentencePiece's trainer. */
    static TieBreak fewerCharacters(IntFunction<int[]> characters) {
        return new TieBreak() {
            @Override
            public long key(long pair, LongSupplier place) {
                return characters.apply(Pair.left(pair)).length + characters.apply(Pair.right(pair)).length;
            }

            @Override
            public boolean isBefore(long pair, long other) {
                int[] left = characters.apply(Pair.left(pair));
                int[] right = characters.apply(Pair.right(pair));
                int[] otherLeft = characters.apply(Pair.left(other));
                int[] otherRight = characters.apply(Pair.right(other));
                for (int i = 0; i < left.length + right.length; i++) {
                    int difference = at(left, right, i) - at(otherLeft, otherRight, i);
                    if (difference != 0) {
                        return difference < 0;
                    }
                }
                return false;
            }

            private int at(int[] left, int[] right, int i) {
                return i < left.length ? left[i] : right[i - left.length];
            }
        };
    }
}
