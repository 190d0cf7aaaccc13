package org.stagelm.tokenizers.subword;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Scores as ranks: the highest score is 0, and equal scores have equal ranks. */
final class ScoreRanks {

    private ScoreRanks() {}

    static int[] of(float[] scores) {
        int[] byScore = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparing(i -> -scores[i])).mapToInt(i -> i).toArray();
        int[] ranks = new int[scores.length];
        for (int i = 1; i < byScore.length; i++) {
            ranks[byScore[i]] = ranks[byScore[i - 1]] + (scores[byScore[i]] == scores[byScore[i - 1]] ? 0 : 1);
        }
        return ranks;
    }
}
