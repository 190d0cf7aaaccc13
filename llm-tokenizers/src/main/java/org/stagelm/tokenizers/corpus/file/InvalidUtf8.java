package org.stagelm.tokenizers.corpus.file;

import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What to do about text that is not UTF-8: bytes that are none, and halves of surrogate pairs that JSON may spell. */
public enum InvalidUtf8 {
    /** Stop, naming the place. */
    ERROR,
    /** Put U+FFFD in its place. */
    REPLACE,
    /** Leave the document out. */
    SKIP;

    private static final String BAD_BYTE = "\uDC00";

    /**
     * A decoder that reports or replaces bad bytes. Where documents are to be skipped, a bad byte reads as half of a surrogate pair: no UTF-8 decodes
     * to one, so {@link DocumentCheck} knows such a document by it.
     */
    public CharsetDecoder decoder() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(this == ERROR ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE);
        return this == SKIP ? decoder.replaceWith(BAD_BYTE) : decoder;
    }
}
