package org.stagelm.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;
import org.stagelm.testkit.operations.Operand;
import org.stagelm.testkit.operations.OperationCase;
import org.stagelm.testkit.operations.OperationCases;

/**
 * The gradients of the reference, and with them those of the default bodies, against central finite differences (f(x + h) − f(x − h)) / 2h.
 *
 * <p>With h = 1e−5 the formula is off by h²/6 · f‴ ≈ 2e−11 f‴, and rounding adds about 1e−16 · |f| / h = 1e−11 |f|. Results of these cases are below
 * 1,000 and third derivatives below 100 where the inputs are of size 1; 1e−6 of the gradient (or of 1) leaves a factor of a hundred.
 */
class FiniteDifferencesTest {

    private static final double H = 1e-5;
    private static final double TOLERANCE = 1e-6;

    /** Elements looked at for each operand: spread over it, enough to meet each row and column of the small shapes. */
    private static final int SAMPLES = 12;

    private final Engine engine = new ReferenceEngine();

    @TestFactory
    Stream<DynamicTest> gradientsEqualFiniteDifferences() {
        return Stream.concat(OperationCases.all().stream(), Stream.of(dropout())).filter(OperationCase::isDifferentiable)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private void check(OperationCase c) {
        List<double[]> inputs = IntStream.range(0, c.operands().size()).mapToObj(c::numbers).toList();
        List<Tensor> variables = new ArrayList<>();
        try (Recording recording = engine.record()) {
            List<Tensor> operands = new ArrayList<>(operands(c, inputs));
            for (int i = 0; i < operands.size(); i++) {
                if (c.operands().get(i).kind() == Operand.Kind.VARIABLE) {
                    operands.set(i, engine.variable(operands.get(i)));
                }
            }
            recording.backward(loss(c, operands), 1);
            variables.addAll(operands);
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (c.operands().get(i).kind() == Operand.Kind.VARIABLE) {
                double[] gradient = engine.doubles(engine.gradient(variables.get(i)).orElseThrow());
                double[] x = inputs.get(i);
                for (int k = 0; k < x.length; k += Math.max(1, x.length / SAMPLES)) {
                    double at = x[k];
                    x[k] = at + H;
                    double above = lossAt(c, inputs);
                    x[k] = at - H;
                    double below = lossAt(c, inputs);
                    x[k] = at;
                    double difference = (above - below) / (2 * H);
                    if (Double.isNaN(difference)) {
                        continue; // the mean of nothing, to which the margin of a view adds nothing
                    }
                    assertThat(gradient[k]).as("operand %d, element %d", i, k)
                            .isCloseTo(difference, within(TOLERANCE * Math.max(1, Math.abs(difference))));
                }
                variables.get(i).close();
            }
        }
    }

    private double lossAt(OperationCase c, List<double[]> inputs) {
        try (Scope scope = engine.scope()) {
            return engine.doubles(loss(c, operands(c, inputs)))[0];
        }
    }

    /** Weights that differ from element to element, so that none of them cancel. */
    private Tensor loss(OperationCase c, List<Tensor> operands) {
        Tensor y = c.operation().apply(operands);
        int size = (int) y.shape().elements();
        return y.reshape(Dim.of(size)).mul(TestTensors.normal(engine, 99, size)).sum(0, false);
    }

    private List<Tensor> operands(OperationCase c, List<double[]> inputs) {
        return IntStream.range(0, inputs.size()).mapToObj(i -> {
            double[] x = inputs.get(i);
            long[] shape = c.operands().get(i).shape().sizes();
            return switch (c.operands().get(i).kind()) {
                case VARIABLE, CONSTANT -> TestTensors.of(engine, x, shape);
                case IDS -> engine.ids(IntStream.range(0, x.length).map(k -> (int) x[k]).toArray(), shape);
                case FLAGS -> TestTensors.flags(engine, x, shape);
            };
        }).toList();
    }

    private static OperationCase dropout() {
        Operand x = new Operand(Operand.Kind.VARIABLE, Shape.of(5, 7), RandomKey::normal);
        return new OperationCase("dropout", List.of(x), t -> t.get(0).dropout(Optional.of(new Dropout(0.3, new RandomKey(1)))));
    }
}
