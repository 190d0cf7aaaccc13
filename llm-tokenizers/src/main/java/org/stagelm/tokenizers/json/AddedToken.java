package org.stagelm.tokenizers.json;

/**
 * A token that is found in a text before anything else happens to it.
 *
 * @param singleWord only where neither neighbour is a letter, a digit or an underscore
 * @param lstrip takes the white space before it along
 * @param rstrip takes the white space behind it along
 * @param normalized found in the normalised text, by its normalised spelling
 * @param special stands for no text: what a user types is never taken for it
 */
public record AddedToken(int id, String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {

    /** A special token without further conditions, as {@code <|endoftext|>} is. */
    public static AddedToken special(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true);
    }
}
