package org.stagelm.tokenizers.sentencepiece;

/**
 * How the pieces were made, as far as it decides how they are used.
 *
 * @param unkSurface what an unknown piece is decoded to
 */
record TrainerSpec(ModelType modelType, boolean byteFallback, boolean treatWhitespaceAsSuffix, String unkSurface, String bosPiece, String eosPiece) {

    /** In the order of the numbers that stand for them, from 1 on. */
    enum ModelType { UNIGRAM, BPE, WORD, CHAR }

    /** What a file without the fields means. */
    static final TrainerSpec DEFAULTS = new TrainerSpec(ModelType.UNIGRAM, false, false, " \u2047 ", "<s>", "</s>");
}
