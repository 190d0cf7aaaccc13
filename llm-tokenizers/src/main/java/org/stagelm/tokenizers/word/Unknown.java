package org.stagelm.tokenizers.word;

/** What to do about a word that the training text did not have. */
public enum Unknown {

    /** Stop with an error that names it. */
    ERROR,

    /** Write {@code <|unk|>}; the end of a text is then written too, as {@code <|endoftext|>}. */
    TOKEN
}
