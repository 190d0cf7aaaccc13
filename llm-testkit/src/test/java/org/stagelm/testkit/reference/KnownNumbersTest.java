package org.stagelm.testkit.reference;

import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/**
 * Operations against numbers computed by hand or found in tables, so that the reference does not only agree with itself. Tolerance: a few roundings
 * in double precision.
 */
class KnownNumbersTest {

    private static final double TOLERANCE = 1e-14;
    private static final double LN2 = Math.log(2);

    private final Engine engine = new ReferenceEngine();
    private final Scope scope = engine.scope();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Abramowitz and Stegun, table 7.1; erf(3) from DLMF 7.6. */
    @Test
    void erfEqualsTheTables() {
        check(x(0, 0.5, 1, 2, 3, -1).erf(), 0, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527, 0.9999779095030014, -0.8427007929497149);
    }

    /** Φ(1) = 0.841344746068542948… and Φ(2) = 0.977249868051820793… */
    @Test
    void geluIsXTimesTheNormalDistribution() {
        check(x(1, -1, 2, 0).gelu(), 0.841344746068543, 0.841344746068543 - 1, 1.954499736103642, 0);
    }

    /** tanh by its definition from exponentials. */
    @Test
    void geluTanhFollowsItsFormula() {
        double e = Math.exp(2 * Math.sqrt(2 / Math.PI) * (1 + 0.044715));
        check(x(1, 0).geluTanh(), 0.5 * (1 + (e - 1) / (e + 1)), 0);
    }

    @Test
    void siluIsXTimesSigmoid() {
        check(x(LN2, -LN2, 0).silu(), LN2 * 2 / 3, -LN2 / 3, 0); // σ(ln 2) = 1 / (1 + 1/2)
    }

    @Test
    void softmaxOfLogarithmsIsTheirProportion() {
        check(x(0, LN2, Math.log(5)).softmax(), 0.125, 0.25, 0.625);
        check(x(1000, 1000, -1e30).softmax(), 0.5, 0.5, 0);
        check(x(0, LN2, Math.log(5)).logSoftmax(), -Math.log(8), -Math.log(4), Math.log(0.625));
    }

    /** Mean 2.5, variance 1.25. */
    @Test
    void layerNormHasMeanZeroAndVarianceOne() {
        double unit = 1 / Math.sqrt(1.25);
        check(x(1, 2, 3, 4).layerNorm(x(1, 1, 1, 2), Optional.of(x(0, 0, 0, 10)), 0), -1.5 * unit, -0.5 * unit, 0.5 * unit, 10 + 3 * unit);
        check(x(1, 3).layerNorm(x(1, 1), Optional.empty(), 3), -0.5, 0.5); // variance 1, and 1 + 3 = 2²
    }

    /** The mean of 9 and 16 is 12.5. */
    @Test
    void rmsNormHasMeanSquareOne() {
        check(x(3, 4).rmsNorm(x(1, 2), 0), 3 / Math.sqrt(12.5), 8 / Math.sqrt(12.5));
        check(x(1, 1).rmsNorm(x(1, 1), 3), 0.5, 0.5);
    }

    @Test
    void crossEntropyIsTheMeanSurpriseOfTheCountedTargets() {
        Tensor logits = TestTensors.of(engine, new double[] {0, 0, 0, 0, 0, LN2, 0, 0, 9, 9, 9, 9}, 3, 4);
        check(logits.crossEntropy(engine.ids(new int[] {2, 1, 0}, 3), -1), (Math.log(4) + Math.log(5 / 2.0) + Math.log(4)) / 3);
        check(logits.crossEntropy(engine.ids(new int[] {2, 1, -1}, 3), -1), (Math.log(4) + Math.log(5 / 2.0)) / 2);
        check(logits.crossEntropy(engine.ids(new int[] {2, 1, 0}, 3), 2), (Math.log(5 / 2.0) + Math.log(4)) / 2);
    }

    @Test
    void linearMultipliesByTheTransposedWeight() {
        Tensor weight = TestTensors.of(engine, new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        check(TestTensors.of(engine, new double[] {1, 10}, 1, 2).linear(weight, Optional.of(x(0, 0, 100))), 21, 43, 165);
    }

    /** A quarter turn takes (1, 0) to (0, 1) and (0, 1) to (−1, 0). */
    @Test
    void rotationTurnsEachPair() {
        Tensor x = TestTensors.of(engine, new double[] {1, 2, 3, 4, 5}, 1, 1, 1, 5);
        Tensor cos = TestTensors.of(engine, new double[] {0, 1}, 1, 2);
        Tensor sin = TestTensors.of(engine, new double[] {1, 0}, 1, 2);
        check(engine.rotate(x, new Rotary(cos, sin, true)), -2, 1, 3, 4, 5); // pairs (1, 2), (3, 4)
        check(engine.rotate(x, new Rotary(cos, sin, false)), -3, 2, 1, 4, 5); // pairs (1, 3), (2, 4)
    }

    /** Queries of 0 weigh all keys they see equally. */
    @Test
    void attentionOfEqualScoresAveragesTheSeenValues() {
        double[] values = {1, 2, 6, 11};
        check(equalScores(Mask.NONE, values), 5, 5, 5, 5);
        check(equalScores(Mask.CAUSAL, values), 1, 1.5, 3, 5);
        check(equalScores(new Mask(true, OptionalInt.of(2), Optional.empty()), values), 1, 1.5, 4, 8.5);
        Tensor visible = TestTensors.flags(engine, new double[] {1, 0, 1, 1}, 1, 4);
        check(equalScores(new Mask(true, OptionalInt.empty(), Optional.of(visible)), values), 1, 1, 3.5, 6);
    }

    /** Scores 0 and ln 3 give weights 1/4 and 3/4; a cap of c takes ln 3 to c tanh(ln 3 / c). */
    @Test
    void attentionScalesAddsBiasAndCaps() {
        Tensor query = TestTensors.of(engine, new double[] {2, 2}, 1, 1, 2, 1);
        Tensor key = TestTensors.of(engine, new double[] {0, 1}, 1, 1, 2, 1);
        Tensor value = TestTensors.of(engine, new double[] {4, 8}, 1, 1, 2, 1);
        double scale = Math.log(3) / 2;
        check(attend(query, key, value, Optional.empty(), Mask.NONE, scale, OptionalDouble.empty()), 7, 7);
        Optional<Tensor> bias = Optional.of(TestTensors.of(engine, new double[] {Math.log(3), 0, 0, 0}, 2, 2));
        check(attend(query, key, value, bias, Mask.NONE, scale, OptionalDouble.empty()), 6, 7);
        double e = Math.exp(Math.tanh(Math.log(3)));
        check(attend(query, key, value, Optional.empty(), Mask.NONE, scale, OptionalDouble.of(1)), 4 + 4 * e / (1 + e), 4 + 4 * e / (1 + e));
    }

    /** Query heads 0 and 1 share key head 0, heads 2 and 3 key head 1. */
    @Test
    void groupedQueryHeadsShareNeighbouringKeyHeads() {
        Tensor query = TestTensors.of(engine, new double[4], 1, 4, 1, 1);
        Tensor keyValue = TestTensors.of(engine, new double[] {5, 7}, 1, 2, 1, 1);
        check(attend(query, keyValue, keyValue, Optional.empty(), Mask.NONE, 1, OptionalDouble.empty()), 5, 5, 7, 7);
    }

    private Tensor equalScores(Mask mask, double... values) {
        Tensor zeros = TestTensors.of(engine, new double[values.length], 1, 1, values.length, 1);
        Tensor value = TestTensors.of(engine, values, 1, 1, values.length, 1);
        return attend(zeros, zeros, value, Optional.empty(), mask, 1, OptionalDouble.empty());
    }

    private static Tensor attend(Tensor query, Tensor key, Tensor value, Optional<Tensor> bias, Mask mask, double scale, OptionalDouble softcap) {
        return new Attend(query, key, value, Optional.empty(), Optional.empty(), bias, mask, scale, softcap, Optional.empty()).compute();
    }

    private Tensor x(double... numbers) {
        return TestTensors.of(engine, numbers, numbers.length);
    }

    private void check(Tensor actual, double... expected) {
        assertClose("result", engine.doubles(actual), expected, TOLERANCE);
    }
}
