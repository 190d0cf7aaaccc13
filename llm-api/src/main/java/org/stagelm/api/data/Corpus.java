package org.stagelm.api.data;

import java.util.Map;
import java.util.stream.Stream;

/** Text as a sequence of documents. It gives the same documents in the same order each time. */
public interface Corpus {

    /** The documents, read as they are asked for; the caller closes the stream. */
    Stream<String> documents();

    /** The share of the text kept for validation, in [0, 1): of the documents, or of the characters where there is one document. */
    double validationFraction();

    /** Where the text comes from, for messages and logs, such as a path. */
    String source();

    /**
     * What the last whole pass over the documents left out: how many, by reason, such as {@code "empty documents"}. Empty where nothing was, and
     * before a pass has come to its end.
     */
    default Map<String, Long> leftOut() {
        return Map.of();
    }
}
