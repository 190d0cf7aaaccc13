package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a text is cut into pieces that the model sees one by one. Names and fields are Hugging Face's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface PreTokenizer {

    /** One after the other, each on the pieces of the one before. */
    record Sequence(List<PreTokenizer> pretokenizers) implements PreTokenizer {}

    /** @param useRegex cuts by GPT-2's expression before bytes become characters */
    record ByteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex) implements PreTokenizer {}

    /** @param invert what matches is the text, what lies between is the separator */
    record Split(Pattern pattern, Behavior behavior, boolean invert) implements PreTokenizer {}

    /** @param split cuts before each mark */
    record Metaspace(String replacement, PrependScheme prependScheme, boolean split) implements PreTokenizer {}

    /** Cuts at white space, which goes, and around each punctuation character. */
    record BertPreTokenizer() implements PreTokenizer {}

    /** {@code \w+|[^\w\s]+} */
    record Whitespace() implements PreTokenizer {}

    record WhitespaceSplit() implements PreTokenizer {}

    record Punctuation(Behavior behavior) implements PreTokenizer {}

    record Digits(boolean individualDigits) implements PreTokenizer {}
}
