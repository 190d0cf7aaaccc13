package org.stagelm.tokenizers.text;

import org.stagelm.api.UserError;

/** Ids that a user gave. */
public final class TokenIds {

    private TokenIds() {}

    /** @throws UserError where {@code id} is none of 0 … {@code vocabularySize} − 1 */
    public static int checked(int id, int vocabularySize) {
        if (id < 0 || id >= vocabularySize) {
            throw new UserError("The id " + id + " is not in the vocabulary: ids are 0 … " + (vocabularySize - 1) + ".");
        }
        return id;
    }
}
