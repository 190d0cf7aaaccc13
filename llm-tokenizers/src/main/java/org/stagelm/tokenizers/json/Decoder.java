package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How tokens become text again. Names and fields are Hugging Face's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Decoder {

    /** One after the other, each on the list of tokens that the one before gives. */
    record Sequence(List<Decoder> decoders) implements Decoder {}

    record ByteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex) implements Decoder {}

    /** Marks become spaces; that of the first token goes, unless the scheme is {@code never}. */
    record Metaspace(String replacement, PrependScheme prependScheme, boolean split) implements Decoder {}

    /** All tokens become one. */
    record Fuse() implements Decoder {}

    /** Tokens such as {@code <0xE2>} become bytes. */
    record ByteFallback() implements Decoder {}

    record Replace(Pattern pattern, String content) implements Decoder {}

    /** Takes up to {@code start} and {@code stop} times a character off the ends of each token. */
    record Strip(String content, int start, int stop) implements Decoder {}

    /** @param cleanup takes out spaces before punctuation */
    record WordPiece(String prefix, boolean cleanup) implements Decoder {}

    /** @param suffix the mark of a word's end, which becomes a space */
    record BPEDecoder(String suffix) implements Decoder {}
}
