package org.stagelm.tokenizers.corpus.mix;

/**
 * How a signature is cut into bands: two texts are compared where all rows of one band agree, which a similarity s does with the probability
 * 1 − (1 − s^rows)^bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, section 3.4).
 *
 * @param count of bands
 * @param rows of the signature in each
 */
record Bands(int count, int rows) {

    /** A text at the threshold is compared nearly always; what is compared in vain costs time only, since the whole signature decides. */
    private static final double FOUND = 0.95;

    /** The longest bands, so the fewest comparisons in vain, with which a text at the threshold is found with a probability of 95 %. */
    static Bands of(int permutations, double threshold) {
        for (int rows = permutations; rows > 1; rows--) {
            int count = permutations / rows;
            if (1 - Math.pow(1 - Math.pow(threshold, rows), count) >= FOUND) {
                return new Bands(count, rows);
            }
        }
        return new Bands(permutations, 1);
    }
}
