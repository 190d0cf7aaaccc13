package org.stagelm.tokenizers.shard;

import org.stagelm.api.UserError;

/** Which text trains and which validates. */
final class DocumentSplit {

    private final double validationFraction;
    private final boolean byPosition;
    private final double threshold;

    DocumentSplit(CorpusSurvey survey, double validationFraction) {
        this.validationFraction = validationFraction;
        this.byPosition = survey.documents() == 1;
        if (validationFraction == 0) {
            threshold = 0;
        } else if (survey.below() == 0) {
            threshold = Math.nextUp(survey.lowest()); // so few documents that none fell below: the lowest one validates
        } else if (survey.below() == survey.documents()) {
            threshold = survey.highest(); // and here the highest one trains
        } else {
            threshold = validationFraction;
        }
    }

    /** The parts of a document; either may be empty. */
    record Parts(String training, String validation) {}

    /**
     * Of one document alone the first part trains, ⌊(1 − fraction) · characters⌋ code points, as in nanoGPT. Of several, each trains or validates as
     * a whole, by its {@linkplain CorpusSurvey#place place}.
     */
    Parts split(String document) {
        if (byPosition) {
            long characters = document.codePointCount(0, document.length());
            int end = document.offsetByCodePoints(0, (int) ((1 - validationFraction) * characters));
            return new Parts(document.substring(0, end), document.substring(end));
        }
        return CorpusSurvey.place(document) < threshold ? new Parts("", document) : new Parts(document, "");
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
