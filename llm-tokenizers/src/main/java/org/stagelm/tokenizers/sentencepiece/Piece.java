package org.stagelm.tokenizers.sentencepiece;

/**
 * One token.
 *
 * @param score of unigram the logarithm of a probability; of BPE the higher, the earlier it is merged
 */
record Piece(String text, float score, Type type) {

    /** In the order of the numbers that stand for them, from 1 on. */
    enum Type {

        NORMAL,

        /** What text without a piece becomes. */
        UNKNOWN,

        /** Stands for no text. */
        CONTROL,

        /** Found before anything else, and kept whole. */
        USER_DEFINED,

        /** Never given. */
        UNUSED,

        /** Such as {@code <0xE2>}. */
        BYTE
    }

    /** Whether text may become this piece by being spelled so. */
    boolean isSpelled() {
        return type == Type.NORMAL || type == Type.USER_DEFINED || type == Type.UNUSED;
    }
}
