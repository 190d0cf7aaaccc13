package org.stagelm.tokenizers.corpus;

/** What to do about bytes that are not UTF-8. */
public enum InvalidUtf8 {
    ERROR,
    REPLACE
}
