package org.stagelm.tokenizers.wordbpe;

/** What to do about a character that the training text did not have. */
public enum Unknown {

    /** Stop with an error that names it. */
    ERROR,

    /** Write {@code <|unk|>}. */
    TOKEN,

    /** Leave it out. */
    SKIP
}
