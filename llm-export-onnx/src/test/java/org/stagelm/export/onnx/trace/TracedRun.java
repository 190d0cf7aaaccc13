package org.stagelm.export.onnx.trace;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.export.onnx.graph.Graph;
import org.stagelm.export.onnx.graph.GraphFile;
import org.stagelm.testkit.operations.Operand;
import org.stagelm.testkit.operations.OperationCase;

/** An operation as a graph, run by ONNX Runtime. */
final class TracedRun {

    private TracedRun() {}

    /** What came out; {@code type} is what the tracer said it would be. */
    record Result(DType type, Shape shape, double[] numbers) {}

    /** @param folder empty, for the graph */
    static Result run(OperationCase operation, Path folder) {
        Graph graph = new Graph();
        Tracer tracer = new Tracer(graph, new Sizes(graph));
        List<Tensor> operands = new ArrayList<>();
        for (int i = 0; i < operation.operands().size(); i++) {
            Operand operand = operation.operands().get(i);
            DType type = type(operand);
            operands.add(tracer.tensor(graph.input(Interface.info("x" + i, type, operand.shape())), type, operand.shape()));
        }
        Tensor y = operation.operation().apply(operands);
        graph.output(tracer.value(y.cast(DType.FLOAT64)), Interface.info("y", DType.FLOAT64, y.shape()));
        try {
            GraphFile.write(folder, graph, path -> new float[0], Map.of());
            return new Result(y.type(), y.shape(), compute(operation, folder.resolve(GraphFile.GRAPH)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new AssertionError(operation.name() + ": " + e.getMessage(), e);
        }
    }

    private static DType type(Operand operand) {
        return switch (operand.kind()) {
            case VARIABLE, CONSTANT -> DType.FLOAT32;
            case IDS -> DType.INT64;
            case FLAGS -> DType.BOOL;
        };
    }

    private static double[] compute(OperationCase operation, Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options)) {
                for (int i = 0; i < operation.operands().size(); i++) {
                    inputs.put("x" + i, tensor(environment, operation.operands().get(i), operation.numbers(i)));
                }
                try (OrtSession.Result result = session.run(inputs)) {
                    DoubleBuffer y = ((OnnxTensor) result.get(0)).getDoubleBuffer();
                    double[] numbers = new double[y.remaining()];
                    y.get(numbers);
                    return numbers;
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Operand operand, double[] numbers) throws OrtException {
        long[] shape = operand.shape().sizes();
        switch (type(operand)) {
            case INT64 -> {
                LongBuffer to = LongBuffer.allocate(numbers.length);
                for (double number : numbers) {
                    to.put((long) number);
                }
                return OnnxTensor.createTensor(environment, to.flip(), shape);
            }
            case BOOL -> {
                ByteBuffer to = ByteBuffer.allocateDirect(numbers.length).order(ByteOrder.nativeOrder());
                for (double number : numbers) {
                    to.put((byte) number);
                }
                return OnnxTensor.createTensor(environment, to.flip(), shape, OnnxJavaType.BOOL);
            }
            default -> {
                FloatBuffer to = FloatBuffer.allocate(numbers.length);
                for (double number : numbers) {
                    to.put((float) number);
                }
                return OnnxTensor.createTensor(environment, to.flip(), shape);
            }
        }
    }
}
