package org.stagelm.tokenizers.loader;

import java.util.Random;
import org.stagelm.api.data.TokenSequence;

/** Token i is i, and documents have the lengths given. */
record Documents(int... lengths) implements TokenSequence {

    static Documents random(int count, int longest, long seed) {
        return new Documents(new Random(seed).ints(count, 0, longest + 1).toArray());
    }

    @Override
    public long length() {
        return start(lengths.length);
    }

    @Override
    public long documents() {
        return lengths.length;
    }

    @Override
    public long documentStart(long document) {
        return start((int) document);
    }

    int start(int document) {
        int start = 0;
        for (int i = 0; i < document; i++) {
            start += lengths[i];
        }
        return start;
    }

    @Override
    public void copy(long from, int[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] = (int) from + i;
        }
    }

    @Override
    public String source() {
        return "train.tokens";
    }
}
