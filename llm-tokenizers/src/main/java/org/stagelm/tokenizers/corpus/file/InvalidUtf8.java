package org.stagelm.tokenizers.corpus.file;

/** What to do about text that is not UTF-8: bytes that are none, and halves of surrogate pairs that JSON may spell. */
public enum InvalidUtf8 {
    /** Stop, naming the place. */
    ERROR,
    /** Put U+FFFD in its place. */
    REPLACE,
    /** Leave the document out. */
    SKIP
}
