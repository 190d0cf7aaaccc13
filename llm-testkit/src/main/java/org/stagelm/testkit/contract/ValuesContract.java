package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Every operation gives what the reference engine gives. */
public interface ValuesContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> valuesEqualTheReferenceAndAreTheSameEachTime() {
        return CaseRun.each(c -> true, c -> {
            CaseRun run = new CaseRun(c, engine());
            CaseRun.Result expected = run.values(CaseRun.REFERENCE);
            CaseRun.Result actual = run.values(engine());
            assertThat(actual.type()).isEqualTo(run.values(new ReferenceEngine(engine().floatType())).type());
            assertThat(actual.shape()).isEqualTo(expected.shape());
            assertClose("result", actual.numbers(), expected.numbers(), expected.type().isFloating() ? valueTolerance() : 0);
            assertThat(run.values(engine()).numbers()).as("a second run").isEqualTo(actual.numbers());
        });
    }

    @Test
    default void arangeCountsUp() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor counted = engine.arange(Dim.of(5), Dim.of(3));
            assertThat(counted.type()).isEqualTo(DType.INT64);
            assertThat(counted.shape().sizes()).containsExactly(3);
            assertThat(engine.doubles(counted)).containsExactly(5, 6, 7);
        }
    }

    @Test
    default void constantsHaveTheFloatType() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor matrix = engine.constant(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(matrix.type()).isEqualTo(engine.floatType());
            assertThat(matrix.shape().sizes()).containsExactly(2, 3);
            assertThat(engine.doubles(matrix)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(engine.doubles(engine.constant(new float[] {2.5f}))).containsExactly(2.5);
        }
    }

    @Test
    default void anOperationLeavesItsInputsAlone() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            double[] numbers = {-1, 2, -3, 4};
            Tensor x = TestTensors.of(engine, numbers, 2, 2);
            x.relu();
            x.softmax();
            x.add(1);
            x.transpose(0, 1).exp();
            x.slice(0, 0, 1).neg();
            assertThat(engine.doubles(x)).containsExactly(numbers);
        }
    }

    @Test
    default void undefinedNumbersStayUndefined() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor x = TestTensors.of(engine, new double[] {Double.NaN, 1}, 2);
            for (Tensor y : new Tensor[] {x.relu(), x.gelu(), x.softmax(), x.max(0, true), x.sum(0, true), x.maximum(x.mul(0)), x.mul(0)}) {
                assertThat(engine.doubles(y)[0]).isNaN();
            }
        }
    }
}
