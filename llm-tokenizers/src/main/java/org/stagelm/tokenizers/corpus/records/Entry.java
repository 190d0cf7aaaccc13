package org.stagelm.tokenizers.corpus.records;

import java.util.Optional;

/**
 * What a record holds: its text, or what is wrong with it.
 *
 * @param text empty also where the field is null
 * @param fault to be read behind "line 7: "; no text then
 */
record Entry(String text, Optional<String> fault) {

    static Entry of(String text) {
        return new Entry(text, Optional.empty());
    }

    static Entry broken(String fault) {
        return new Entry("", Optional.of(fault));
    }
}
