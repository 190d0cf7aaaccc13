package org.stagelm.tokenizers.corpus.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what one pass over a corpus leaves out, by reason. */
public final class Tally {

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** @param reason what the documents are, such as "empty documents" */
    public void add(String reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /** In the order in which the reasons came up. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
