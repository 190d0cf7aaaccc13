package org.stagelm.export.onnx.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.export.onnx.graph.Graph;
import org.stagelm.export.onnx.graph.GraphFile;

/** Operations whose sizes differ from run to run compute them in the graph. The input is [a, b]. */
class OpenSizesTest {

    private static final Dim A = SymbolicDim.named("a");
    private static final Dim B = SymbolicDim.named("b");
    private static final Dim ONE = Dim.of(1);

    @TempDir
    private Path folder;

    /** The graph's results for inputs of two shapes, each as shape: elements. */
    private String[] run(UnaryOperator<Tensor> operation) throws IOException, OrtException {
        Graph graph = new Graph();
        Sizes sizes = new Sizes(graph);
        Tracer tracer = new Tracer(graph, sizes);
        Shape shape = Shape.of(A, B);
        Tensor x = tracer.tensor(graph.input(Interface.info("x", DType.INT64, shape)), DType.INT64, shape);
        sizes.know(A, "x", 0);
        sizes.know(B, "x", 1);
        Tensor y = operation.apply(x);
        graph.output(tracer.value(y), Interface.info("y", DType.INT64, y.shape()));
        Path to = Files.createTempDirectory(folder, "graph");
        GraphFile.write(to, graph, path -> new float[0], Map.of());
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(to.resolve(GraphFile.GRAPH).toString())) {
            return new String[] {run(session, new long[][] {{1, 2, 3}, {4, 5, 6}}), run(session, new long[][] {{7}})};
        }
    }

    private static String run(OrtSession session, long[][] x) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), x);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            OnnxTensor y = (OnnxTensor) result.get(0);
            long[] elements = new long[y.getLongBuffer().remaining()];
            y.getLongBuffer().get(elements);
            return Arrays.toString(y.getInfo().getShape()) + ": " + Arrays.toString(elements);
        }
    }

    @Test
    void reshape() throws IOException, OrtException {
        assertThat(run(x -> x.reshape(A.times(B)))).containsExactly("[6]: [1, 2, 3, 4, 5, 6]", "[1]: [7]");
        assertThat(run(x -> x.reshape(B, A))).containsExactly("[3, 2]: [1, 2, 3, 4, 5, 6]", "[1, 1]: [7]");
        assertThat(run(x -> x.reshape(ONE, A, ONE, B))).containsExactly("[1, 2, 1, 3]: [1, 2, 3, 4, 5, 6]", "[1, 1, 1, 1]: [7]");
    }

    @Test
    void expand() throws IOException, OrtException {
        assertThat(run(x -> x.sum(0, true).expand(A.plus(ONE), B))).containsExactly("[3, 3]: [5, 7, 9, 5, 7, 9, 5, 7, 9]", "[2, 1]: [7, 7]");
        assertThat(run(x -> x.sum(1, false).expand(Dim.of(2), A))).containsExactly("[2, 2]: [6, 15, 6, 15]", "[2, 1]: [7, 7]");
    }

    @Test
    void slice() throws IOException, OrtException {
        assertThat(run(x -> Tensor.concat(1, x, x).slice(1, B, B))).containsExactly("[2, 3]: [1, 2, 3, 4, 5, 6]", "[1, 1]: [7]");
        assertThat(run(x -> Tensor.concat(1, x, x).slice(1, Dim.of(1), B))).containsExactly("[2, 3]: [2, 3, 1, 5, 6, 4]", "[1, 1]: [7]");
        assertThat(run(x -> x.slice(0, Dim.of(0), A))).containsExactly("[2, 3]: [1, 2, 3, 4, 5, 6]", "[1, 1]: [7]");
    }

    @Test
    void arange() throws IOException, OrtException {
        assertThat(run(x -> x.backend().arange(A, B.times(Dim.of(2))))).containsExactly("[6]: [2, 3, 4, 5, 6, 7]", "[2]: [1, 2]");
        assertThat(run(x -> x.backend().arange(A.times(B).plus(B.times(Dim.of(2))), ONE))).containsExactly("[1]: [12]", "[1]: [3]");
    }
}
