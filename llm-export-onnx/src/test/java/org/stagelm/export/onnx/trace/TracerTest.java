package org.stagelm.export.onnx.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;
import org.stagelm.testkit.operations.Operand;
import org.stagelm.testkit.operations.OperationCase;
import org.stagelm.testkit.operations.OperationCases;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Each operation of the contract, traced and run, gives what the reference engine gives. */
class TracerTest {

    /** As for engines in single precision: some 100 roundings, as a share of the largest number. */
    private static final double TOLERANCE = 1e-5;

    /**
     * Operations on nothing that ONNX Runtime refuses, or gives another result of: the mean of nothing is 0 there, a norm's width cannot be 0, MatMul
     * does not repeat a matrix 0 times, where a product of no rows is joined with its bias a reshape of the runtime's own fails, and an Expand to a
     * size of 0 may be left out.
     */
    private static final Pattern BEYOND_ONNX = Pattern.compile("mean along (0.* \\[0|1.* \\[\\d, 0).*|matmul \\[(3, 5\\] \\[0|0, 1, 3).*"
            + "|(layerNorm.*|rmsNorm) \\[(3, )?0\\].*|linear with bias \\[\\[2, 0, 5.*|expand to nothing .*");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> graphsGiveWhatTheReferenceGives() {
        return OperationCases.all().stream().filter(c -> !BEYOND_ONNX.matcher(c.name()).matches())
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> compare(c)));
    }

    private void compare(OperationCase operation) throws IOException {
        TracedRun.Result actual = TracedRun.run(operation, Files.createTempDirectory(folder, "case"));
        try (ReferenceEngine engine = new ReferenceEngine(); Scope scope = engine.scope()) {
            Tensor expected = operation.operation().apply(operands(engine, operation));
            boolean floating = expected.type() == DType.FLOAT64 && !operation.name().contains("to FLOAT64");
            assertThat(actual.type()).isEqualTo(floating ? DType.FLOAT32 : expected.type());
            assertThat(actual.shape()).isEqualTo(expected.shape());
            assertClose(operation.name(), actual.numbers(), engine.doubles(expected), expected.type().isFloating() ? TOLERANCE : 0);
        }
    }

    /** With the numbers that single precision holds. */
    private static List<Tensor> operands(Engine engine, OperationCase operation) {
        return IntStream.range(0, operation.operands().size()).mapToObj(i -> {
            Operand operand = operation.operands().get(i);
            double[] numbers = operation.numbers(i);
            long[] shape = operand.shape().sizes();
            return switch (operand.kind()) {
                case VARIABLE, CONSTANT -> TestTensors.of(engine, numbers, shape).cast(DType.FLOAT32).cast(DType.FLOAT64);
                case IDS -> engine.ids(IntStream.range(0, numbers.length).map(k -> (int) numbers[k]).toArray(), shape);
                case FLAGS -> TestTensors.flags(engine, numbers, shape);
            };
        }).toList();
    }
}
