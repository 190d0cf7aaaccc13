package org.stagelm.tokenizers.wordbpe;

import java.util.List;

/**
 * What was learned.
 *
 * @param tokens by id: special tokens, characters, what merges make. The end of a word is written as a space, which no word can have
 * @param specials how many of the tokens stand for no text; where an unknown character is written as a token, that is {@link #UNKNOWN}
 * @param merges best first, as pairs of ids
 */
record Vocabulary(List<String> tokens, int specials, List<Merge> merges, Unknown unknown) {

    /** The end of a word, as it is shown. */
    static final String END_OF_WORD = "</w>";

    /** The same as part of a token. */
    static final String END = " ";

    static final String UNKNOWN = "<|unk|>";

    Vocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** Two neighbouring ids that become one. */
    record Merge(int left, int right, int merged) {}

    /** How a person is shown a token. */
    static String shown(String token) {
        return token.replace(END, END_OF_WORD);
    }
}
