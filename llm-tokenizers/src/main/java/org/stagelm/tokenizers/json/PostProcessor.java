package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** The tokens that are put around a text. Names and fields are Hugging Face's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface PostProcessor {

    /** One after the other. */
    record Sequence(List<PostProcessor> processors) implements PostProcessor {}

    /** Changes offsets only. */
    record ByteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex) implements PostProcessor {}

    /** @param pair for two texts; kept, but not used */
    record TemplateProcessing(List<Map<Kind, Place>> single, List<Map<Kind, Place>> pair, Map<String, Special> specialTokens)
            implements PostProcessor {}

    record BertProcessing(Named sep, Named cls) implements PostProcessor {}

    record RobertaProcessing(Named sep, Named cls, boolean trimOffsets, boolean addPrefixSpace) implements PostProcessor {}

    /** What stands at a place of a template. */
    enum Kind {

        @JsonProperty("Sequence")
        SEQUENCE,

        @JsonProperty("SpecialToken")
        SPECIAL_TOKEN
    }

    /** @param id {@code A} or {@code B}, or the name of a special token */
    record Place(String id, int typeId) {}

    /** What a special token of a template stands for. */
    record Special(String id, List<Integer> ids, List<String> tokens) {}

    /** {@code ["[SEP]", 102]} */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"token", "id"})
    record Named(String token, int id) {}
}
