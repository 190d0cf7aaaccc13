package org.stagelm.tokenizers.shard;

import java.nio.ByteBuffer;
import org.stagelm.api.UserError;

/**
 * Which text trains and which validates. Of several documents, one validates where its {@linkplain #place place} is below the threshold.
 *
 * @param validationFraction of the corpus
 * @param byPosition whether there is one document, of which the beginning trains
 * @param threshold the fraction, but where documents are so few that one part would get none
 */
record DocumentSplit(double validationFraction, boolean byPosition, double threshold) {

    /** The parts of a document; either may be empty. */
    record Parts(String training, String validation) {}

    /** Where a document stands in [0, 1): a hash of its text, so it stays when documents come, go or change places. */
    static double place(byte[] digest) {
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Of one document alone the first part trains, ⌊(1 − fraction) · characters⌋ code points, as in nanoGPT. Of several, each trains or validates as
     * a whole.
     */
    Parts split(String document, double place) {
        if (byPosition) {
            long characters = document.codePointCount(0, document.length());
            int end = document.offsetByCodePoints(0, (int) ((1 - validationFraction) * characters));
            return new Parts(document.substring(0, end), document.substring(end));
        }
        return place < threshold ? new Parts("", document) : new Parts(document, "");
    }

    /** @throws UserError where a part that is wanted got nothing */
    void check(long trainingTokens, long validationTokens, String source) {
        if (trainingTokens == 0) {
            throw new UserError(source + " leaves no text to train on: its text is too short for a validationFraction of " + validationFraction
                    + ". Give more text or make corpus.validationFraction smaller.");
        }
        if (validationFraction > 0 && validationTokens == 0) {
            throw new UserError(source + " leaves no text for validation: its text is too short for a validationFraction of " + validationFraction
                    + ". Give more text, or make corpus.validationFraction larger, or 0 to do without.");
        }
    }
}
