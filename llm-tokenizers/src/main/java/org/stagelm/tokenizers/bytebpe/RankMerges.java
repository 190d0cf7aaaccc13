package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The merges that a list of ranks means. There, any two neighbours merge that together are a token, by its rank: so each way to cut a token into two
 * tokens is a merge, in the order of the whole's rank, then the left one's, as {@code transformers} converts such files.
 */
final class RankMerges {

    private RankMerges() {}

    private record Cut(int left, int right) {}

    static Merges of(TokenBytes tokens) {
        Merges merges = new Merges();
        for (int id = 0; id < tokens.size(); id++) {
            byte[] token = tokens.get(id);
            List<Cut> cuts = new ArrayList<>();
            for (int cut = 1; cut < token.length; cut++) {
                int left = tokens.find(token, 0, cut);
                int right = left == TokenBytes.NONE ? TokenBytes.NONE : tokens.find(token, cut, token.length);
                if (right != TokenBytes.NONE) {
                    cuts.add(new Cut(left, right));
                }
            }
            cuts.sort(Comparator.comparingInt(Cut::left).thenComparingInt(Cut::right));
            for (Cut cut : cuts) {
                merges.add(cut.left(), cut.right(), id);
            }
        }
        return merges;
    }
}
