package org.stagelm.tokenizers;

import java.util.ArrayList;
import java.util.List;

/** A step of the plain way to learn merges, which trainers are held against. */
public final class CountingAnew {

    private CountingAnew() {}

    /** The word with the pair made one wherever it occurs, from left to right. */
    public static List<String> merged(List<String> word, List<String> pair) {
        List<String> merged = new ArrayList<>(word);
        for (int i = 0; i + 1 < merged.size(); i++) {
            if (merged.get(i).equals(pair.get(0)) && merged.get(i + 1).equals(pair.get(1))) {
                merged.set(i, pair.get(0) + merged.remove(i + 1));
            }
        }
        return merged;
    }
}
