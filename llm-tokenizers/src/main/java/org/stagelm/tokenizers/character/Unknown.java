package org.stagelm.tokenizers.character;

/** What to do about a character that the training text did not have. */
public enum Unknown {

    /** Stop with an error that names it and its place. */
    ERROR,

    /** Write {@code <|unk|>}. */
    TOKEN
}
