package org.stagelm.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
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
import org.stagelm.testkit.reference.ReferenceEngine;

/** A case with the numbers that an engine's float type can hold, so that engine and reference begin with exactly the same. */
final class CaseRun {

    /** Says what is right. */
    static final Engine REFERENCE = new ReferenceEngine();

    private final OperationCase operation;
    private final List<double[]> numbers;

    CaseRun(OperationCase operation, Engine roundedBy) {
        this.operation = operation;
        this.numbers = IntStream.range(0, operation.operands().size()).mapToObj(i -> rounded(i, roundedBy)).toList();
    }

    /** A result read back. */
    record Result(DType type, Shape shape, double[] numbers) {}

    /** A test for each case that {@code test} is run with; a failure names the case, as reports show dynamic tests by number. */
    static Stream<DynamicTest> each(Predicate<OperationCase> which, Consumer<OperationCase> test) {
        return each(OperationCases.all().stream().filter(which).toList(), test);
    }

    static Stream<DynamicTest> each(List<OperationCase> cases, Consumer<OperationCase> test) {
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> {
            try {
                test.accept(c);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(c.name() + ": " + e.getMessage(), e);
            }
        }));
    }

    Result values(Engine engine) {
        try (Scope scope = engine.scope()) {
            Tensor y = operation.operation().apply(operands(engine));
            return new Result(y.type(), y.shape(), engine.doubles(y));
        }
    }

    /** d (Σ result · weights) / d operand for each variable, the weights random and the same on every engine. */
    List<double[]> gradients(Engine engine) {
        List<Tensor> variables = new ArrayList<>();
        try {
            try (Recording recording = engine.record()) {
                List<Tensor> operands = new ArrayList<>(operands(engine));
                for (int i = 0; i < operands.size(); i++) {
                    if (kind(i) == Operand.Kind.VARIABLE) {
                        operands.set(i, engine.variable(operands.get(i)));
                        variables.add(operands.get(i));
                    }
                }
                recording.backward(weighted(operation.operation().apply(operands)), 1);
            }
            return variables.stream().map(v -> gradient(engine, v)).toList();
        } finally {
            variables.forEach(Tensor::close);
        }
    }

    static double[] gradient(Engine engine, Tensor variable) {
        return engine.gradient(variable).map(engine::doubles).orElseGet(() -> new double[(int) variable.shape().elements()]);
    }

    /** Σ y · w with fixed random w. */
    static Tensor weighted(Tensor y) {
        int size = (int) y.shape().elements();
        RandomKey key = new RandomKey(7);
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = Math.round(64 * key.normal(i)) / 64f; // few bits, so that no engine rounds them
        }
        return y.reshape(Dim.of(size)).mul(y.backend().constant(weights, size).cast(y.type())).sum(0, false);
    }

    /** New tensors with the numbers of this case. */
    List<Tensor> operands(Engine engine) {
        return IntStream.range(0, numbers.size()).mapToObj(i -> operand(engine, i)).toList();
    }

    private Tensor operand(Engine engine, int i) {
        long[] shape = operation.operands().get(i).shape().sizes();
        double[] x = numbers.get(i);
        return switch (kind(i)) {
            case VARIABLE, CONSTANT -> TestTensors.of(engine, x, shape);
            case IDS -> engine.ids(IntStream.range(0, x.length).map(k -> (int) x[k]).toArray(), shape);
            case FLAGS -> TestTensors.flags(engine, x, shape);
        };
    }

    private double[] rounded(int i, Engine engine) {
        double[] drawn = operation.numbers(i);
        if (kind(i) == Operand.Kind.IDS || kind(i) == Operand.Kind.FLAGS) {
            return drawn;
        }
        try (Scope scope = engine.scope()) {
            return engine.doubles(TestTensors.of(engine, drawn, drawn.length));
        }
    }

    private Operand.Kind kind(int i) {
        return operation.operands().get(i).kind();
    }
}
