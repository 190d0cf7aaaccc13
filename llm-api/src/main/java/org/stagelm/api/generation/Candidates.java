package org.stagelm.api.generation;

import java.util.Arrays;

/** The tokens that may come next with their logits, best first once {@link #sort sorted}. Samplers scale, reorder and cut them. */
public final class Candidates {

    private final int[] ids;
    private final float[] logits;
    private int size;
    private boolean sorted;

    /** All tokens of {@code logits}. */
    public Candidates(float[] logits) {
        this.logits = logits.clone();
        this.ids = new int[logits.length];
        Arrays.setAll(ids, i -> i);
        this.size = logits.length;
    }

    public int size() {
        return size;
    }

    public int id(int rank) {
        return ids[rank];
    }

    public float logit(int rank) {
        return logits[rank];
    }

    /** Sets a logit; the order may be lost. */
    public void logit(int rank, float value) {
        logits[rank] = value;
        sorted = false;
    }

    /** Multiplies all logits by a positive factor, which keeps their order. */
    public void scale(float factor) {
        for (int i = 0; i < size; i++) {
            logits[i] *= factor;
        }
    }

    /** Orders by falling logit; among equals the smaller id comes first. */
    public void sort() {
        if (sorted) {
            return;
        }
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            int bits = Float.floatToIntBits(logits[i] + 0.0f); // + 0.0f: −0 and 0 are equal
            int ascending = bits < 0 ? ~bits : bits ^ 0x80000000; // unsigned order of the bits = order of the floats
            keys[i] = (long) ~ascending << 32 >>> 1 | ids[i];
        }
        Arrays.sort(keys);
        float[] from = Arrays.copyOf(logits, size);
        int[] place = new int[ids.length];
        for (int i = 0; i < size; i++) {
            place[ids[i]] = i;
        }
        for (int i = 0; i < size; i++) {
            int id = (int) (keys[i] & 0x7FFFFFFF);
            logits[i] = from[place[id]];
            ids[i] = id;
        }
        sorted = true;
    }

    /** Keeps the first {@code count}; sorted they are the best. */
    public void keep(int count) {
        size = Math.max(1, Math.min(size, count));
    }

    /** softmax of the logits, in the present order. */
    public double[] probabilities() {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, logits[i]);
        }
        double[] p = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            p[i] = Math.exp(logits[i] - max);
            sum += p[i];
        }
        for (int i = 0; i < size; i++) {
            p[i] /= sum;
        }
        return p;
    }
}
