package org.stagelm.tokenizers.sentencepiece;

/**
 * What happens to a text before it is cut.
 *
 * @param name such as {@code identity} or {@code nmt_nfkc}
 * @param precompiledCharsmap SentencePiece's table of replacements; empty where nothing is replaced
 * @param addDummyPrefix puts a space before a text
 * @param removeExtraWhitespaces takes spaces off the ends, and all but one where there are several
 * @param escapeWhitespaces writes spaces as {@code ▁}
 */
record NormalizerSpec(String name, byte[] precompiledCharsmap, boolean addDummyPrefix, boolean removeExtraWhitespaces,
        boolean escapeWhitespaces) {

    /** What a file without the fields means. */
    static final NormalizerSpec DEFAULTS = new NormalizerSpec("", new byte[0], true, true, true);
}
