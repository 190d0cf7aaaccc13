package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a separator between pieces. */
public enum Behavior {

    @JsonProperty("Removed")
    REMOVED,

    @JsonProperty("Isolated")
    ISOLATED,

    @JsonProperty("MergedWithPrevious")
    MERGED_WITH_PREVIOUS,

    @JsonProperty("MergedWithNext")
    MERGED_WITH_NEXT,

    /** Separators side by side are one piece. */
    @JsonProperty("Contiguous")
    CONTIGUOUS
}
