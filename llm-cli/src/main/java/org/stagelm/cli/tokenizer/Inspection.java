package org.stagelm.cli.tokenizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stagelm.api.data.Tokenizer;

/**
 * Several tokenizers at the same texts.
 *
 * @param cuts of each tokenizer the cuts of the texts, in their order
 */
record Inspection(List<SampleText> texts, List<Named> tokenizers, Map<Named, List<Cut>> cuts) {

    /** A tokenizer, and what the user calls it. */
    record Named(String name, Tokenizer tokenizer) {}

    static Inspection of(List<Named> tokenizers, List<SampleText> texts) {
        Map<Named, List<Cut>> cuts = new LinkedHashMap<>();
        tokenizers.forEach(each -> cuts.put(each, texts.stream().map(text -> Cut.of(each.tokenizer, text.text())).toList()));
        return new Inspection(texts, tokenizers, cuts);
    }

    Cut cut(Named tokenizer, int text) {
        return cuts.get(tokenizer).get(text);
    }

    /** How many tokens of a vocabulary have 0, 1, 2 … characters, special ones left out; those that are a part of a character count as one. */
    static int[] lengths(Tokenizer tokenizer, int longest) {
        int[] counts = new int[longest + 1];
        IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::decode)
                .forEach(text -> counts[Math.min(longest, text.codePointCount(0, text.length()))]++);
        return counts;
    }

    /** How often the tokens of all texts occur, the most frequent first. */
    List<Integer> frequencies(Named tokenizer) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        cuts.get(tokenizer).forEach(cut -> cut.tokens().forEach(token -> counts.merge(token.id(), 1, Integer::sum)));
        return counts.values().stream().sorted((a, b) -> b - a).toList();
    }
}
