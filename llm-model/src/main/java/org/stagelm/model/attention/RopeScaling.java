package org.stagelm.model.attention;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Setting;

/**
 * Changes the angles of {@link RotaryPosition} so that a model reads longer texts than it was trained on. The formulas are those of transformers'
 * {@code modeling_rope_utils}.
 *
 * @param originalContext the context that the model was trained on before; the model's own where not given
 */
public record RopeScaling(
        @Setting("how") Kind type,
        @Setting(value = "how many times the context grows", min = 1) double factor,
        @Setting(value = "context of the model before, for yarn and llama3; the model's own where not given", unit = "tokens", min = 1)
        OptionalInt originalContext,
        @Setting(value = "llama3: pairs that turn less often within the original context are slowed down by the factor", above = 0)
        double lowFrequencyFactor,
        @Setting(value = "llama3: pairs that turn more often stay as they are", above = 0) double highFrequencyFactor,
        @Setting(value = "yarn: pairs that turn more often within the original context stay as they are", above = 0) double betaFast,
        @Setting(value = "yarn: pairs that turn less often are slowed down by the factor", above = 0) double betaSlow,
        @Setting(value = "yarn: factor on sine and cosine; 0.1 · ln(factor) + 1 where not given", above = 0) OptionalDouble attentionFactor) {

    /** How angles are changed. */
    public enum Kind {

        /** All pairs turn more slowly by the factor (Chen et al. 2023). */
        LINEAR,

        /** A larger base, so that slow pairs turn more slowly and quick ones stay ("NTK-aware", bloc97 2023). */
        NTK,

        /** Slow pairs as {@link #LINEAR}, quick ones as they are, those between in part; and sharper attention (Peng et al. 2023). */
        YARN,

        /** The same division by other bounds, as Llama 3.1. */
        LLAMA3
    }

    /** The type must be given. */
    static RopeScaling defaults() {
        return new RopeScaling(null, 2, OptionalInt.empty(), 1, 4, 32, 1, OptionalDouble.empty());
    }

    /** The scaled frequencies of {@code pairs} pairs: angle per position. */
    double[] frequencies(int pairs, double theta, int context) {
        double base = type == Kind.NTK && pairs > 1 ? theta * StrictMath.pow(factor, pairs / (pairs - 1.0)) : theta;
        double[] frequencies = plain(pairs, base);
        int before = originalContext.orElse(context);
        for (int pair = 0; pair < pairs; pair++) {
            double slowed = frequencies[pair] / factor;
            double kept = switch (type) {
                case LINEAR -> 0;
                case NTK -> 1;
                case YARN -> keptByYarn(pair, pairs, theta, before);
                case LLAMA3 -> keptByLlama(frequencies[pair], before);
            };
            frequencies[pair] = kept * frequencies[pair] + (1 - kept) * slowed;
        }
        return frequencies;
    }

    /** theta<sup>−i/pairs</sup>. */
    static double[] plain(int pairs, double theta) {
        double[] frequencies = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            frequencies[pair] = StrictMath.pow(theta, -(double) pair / pairs);
        }
        return frequencies;
    }

    private double keptByYarn(int pair, int pairs, double theta, int before) {
        double low = Math.max(0, StrictMath.floor(pairTurning(betaFast, pairs, theta, before)));
        double high = Math.min(2 * pairs - 1, StrictMath.ceil(pairTurning(betaSlow, pairs, theta, before)));
        double ramp = (pair - low) / (high == low ? 0.001 : high - low);
        return 1 - Math.max(0, Math.min(1, ramp));
    }

    /** Which pair turns so many times within the original context. */
    private static double pairTurning(double times, int pairs, double theta, int before) {
        return pairs * StrictMath.log(before / (times * 2 * Math.PI)) / StrictMath.log(theta);
    }

    private double keptByLlama(double frequency, int before) {
        double turns = before * frequency / (2 * Math.PI);
        return Math.max(0, Math.min(1, (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)));
    }

    /** On sine and cosine, hence its square on the scores. */
    double amplitude() {
        return type == Kind.YARN ? attentionFactor.orElse(0.1 * StrictMath.log(factor) + 1) : 1;
    }
}
