package org.stagelm.tokenizers.wordbpe;

import java.util.List;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * What was learned.
 *
 * @param tokens by id: special tokens, characters, what merges make. The end of a word is written as a space, which no word can have
 * @param specials how many of the tokens stand for no text; where an unknown character is written as a token, that is {@link #UNKNOWN}
 * @param merges best first, as pairs of ids
 */
record Vocabulary(List<String> tokens, int specials, List<TokenizerJson.Merge> merges, Unknown unknown) {

    /** The end of a word, as it is shown. */
    static final String END_OF_WORD = "</w>";

    /** The same as part of a token. */
    static final String END = " ";

    static final String UNKNOWN = "<|unk|>";

    Vocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** How a person is shown a token. */
    static String shown(String token) {
        return token.replace(END, END_OF_WORD);
    }
}
