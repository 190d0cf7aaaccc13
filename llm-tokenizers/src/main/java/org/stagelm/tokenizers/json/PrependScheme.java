package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where {@code Metaspace} puts its mark before a text that does not begin with one. */
public enum PrependScheme {

    /** Before the text and behind each added token. */
    @JsonProperty("always")
    ALWAYS,

    @JsonProperty("never")
    NEVER,

    /** Before the text only. */
    @JsonProperty("first")
    FIRST
}
