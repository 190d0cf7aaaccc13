package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vocabularies that no training gives: tokens whose parts come later than they, and several ways to merge to one token, in any order. */
class ArbitraryMergesTest {

    private record Pair(String left, String right) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void piecesMergeAsIfEveryPairWereLookedAt(boolean ignoreMerges) {
        Random random = new Random(30);
        for (int vocabulary = 0; vocabulary < 60; vocabulary++) {
            List<String> tokens = tokens(random);
            Map<Pair, Integer> ranks = new HashMap<>();
            Merges merges = merges(tokens, random, ranks);
            BytePairs pairs = new BytePairs(tokens.stream().map(token -> token.getBytes(StandardCharsets.ISO_8859_1)).toList(), merges, ignoreMerges);
            BytePairEncoder encoder = new BytePairEncoder(PreTokenization.of("gpt2").preTokenizer(), pairs);
            for (int i = 0; i < 60; i++) {
                String word = letters(random, 1 + random.nextInt(i % 10 == 0 ? 150 : 25));
                List<String> expected = ignoreMerges && tokens.contains(word) ? List.of(word) : merge(word, ranks);
                assertThat(encoder.encode(word)).as(word + " by " + tokens.subList(256, tokens.size()))
                        .containsExactly(expected.stream().mapToInt(tokens::indexOf).toArray());
            }
        }
    }

    private static List<String> tokens(Random random) {
        Set<String> tokens = new LinkedHashSet<>();
        for (char b = 0; b < 256; b++) {
            tokens.add(Character.toString(b));
        }
        while (tokens.size() < 256 + 60) {
            tokens.add(letters(random, 2 + random.nextInt(6)));
        }
        return List.copyOf(tokens);
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(3)));
        }
        return letters.toString();
    }

    /** All the ways to cut a token into two, in any order. */
    private static Merges merges(List<String> tokens, Random random, Map<Pair, Integer> ranks) {
        List<Pair> all = new ArrayList<>();
        for (String token : tokens) {
            for (int cut = 1; cut < token.length(); cut++) {
                Pair pair = new Pair(token.substring(0, cut), token.substring(cut));
                if (tokens.contains(pair.left()) && tokens.contains(pair.right())) {
                    all.add(pair);
                }
            }
        }
        Collections.shuffle(all, random);
        Merges merges = new Merges();
        for (Pair pair : all) {
            ranks.put(pair, merges.size());
            merges.add(tokens.indexOf(pair.left()), tokens.indexOf(pair.right()), tokens.indexOf(pair.left() + pair.right()));
        }
        return merges;
    }

    private static List<String> merge(String word, Map<Pair, Integer> ranks) {
        List<String> parts = new ArrayList<>(word.chars().mapToObj(Character::toString).toList());
        while (true) {
            int best = -1;
            int lowest = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = ranks.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), Integer.MAX_VALUE);
                if (rank < lowest) {
                    lowest = rank;
                    best = i;
                }
            }
            if (best < 0) {
                return parts;
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }
}
