package org.stagelm.tokenizers.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How a piece becomes ids. Names and fields are Hugging Face's, but for the merges, which name ids. */
public sealed interface Model {

    /** Spelling to id. */
    Map<String, Integer> vocab();

    /**
     * @param merges best first
     * @param byteFallback what has no token becomes tokens such as {@code <0xE2>}
     * @param ignoreMerges a piece that is a token becomes it, whatever its merges would give
     */
    record BPE(Map<String, Integer> vocab, List<TokenizerJson.Merge> merges, Optional<String> unkToken, Optional<String> continuingSubwordPrefix,
            Optional<String> endOfWordSuffix, boolean fuseUnk, boolean byteFallback, boolean ignoreMerges) implements Model {

        public BPE {
            merges = List.copyOf(merges);
        }

        /** Without any of the settings. */
        public static BPE of(Map<String, Integer> vocab, List<TokenizerJson.Merge> merges, boolean ignoreMerges) {
            return new BPE(vocab, merges, Optional.empty(), Optional.empty(), Optional.empty(), false, false, ignoreMerges);
        }
    }

    /** @param scores the logarithm of each id's probability */
    record Unigram(Map<String, Integer> vocab, List<Double> scores, OptionalInt unkId, boolean byteFallback) implements Model {

        public Unigram {
            scores = List.copyOf(scores);
        }
    }

    record WordPiece(Map<String, Integer> vocab, String unkToken, String continuingSubwordPrefix, int maxInputCharsPerWord) implements Model {}

    record WordLevel(Map<String, Integer> vocab, String unkToken) implements Model {}
}
