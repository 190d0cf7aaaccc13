package org.stagelm.tokenizers.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** What happens to a text before it is cut. Names and fields are Hugging Face's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Normalizer {

    /** One after the other. */
    record Sequence(List<Normalizer> normalizers) implements Normalizer {}

    record NFC() implements Normalizer {}

    record NFD() implements Normalizer {}

    record NFKC() implements Normalizer {}

    record NFKD() implements Normalizer {}

    record Lowercase() implements Normalizer {}

    /** Takes out combining marks; without a decomposition before it only those that stand alone. */
    record StripAccents() implements Normalizer {}

    /** @param stripAccents where empty, accents go where letters become small */
    record BertNormalizer(boolean cleanText, boolean handleChineseChars, Optional<Boolean> stripAccents, boolean lowercase) implements Normalizer {}

    /** Puts a text before one that is not empty. */
    record Prepend(String prepend) implements Normalizer {}

    record Replace(Pattern pattern, String content) implements Normalizer {}

    /** Takes white space off the ends. */
    record Strip(boolean stripLeft, boolean stripRight) implements Normalizer {}

    /** Control characters go, other white space becomes spaces. */
    record Nmt() implements Normalizer {}

    /** @param precompiledCharsmap SentencePiece's table in Base64 */
    record Precompiled(String precompiledCharsmap) implements Normalizer {}

    /** Each byte becomes its character of GPT-2's alphabet. */
    record ByteLevel() implements Normalizer {}
}
