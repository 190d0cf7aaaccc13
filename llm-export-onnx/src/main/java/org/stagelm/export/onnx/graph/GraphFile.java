package org.stagelm.export.onnx.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stagelm.api.tensor.DType;

/**
 * Writes a graph: {@code model.onnx} holds the operations, {@code model.onnx_data} beside it the weights. So a model may be larger than protobuf's
 * limit of 2 GB, and a runtime maps the weights into memory instead of copying them.
 */
public final class GraphFile {

    public static final String GRAPH = "model.onnx";
    public static final String WEIGHTS = "model.onnx_data";

    /** Smaller weights stay in the graph: alignment would cost more than they take. */
    private static final int SMALLEST_EXTERNAL = 1024;

    private GraphFile() {}

    /**
     * Writes both files.
     *
     * @param folder exists
     * @param values the numbers of a parameter, by its path, row-major; asked for one parameter at a time
     * @param metadata for programs that read the file
     */
    public static void write(Path folder, Graph graph, Function<String, float[]> values, Map<String, String> metadata) throws IOException {
        List<TensorProto> weights = new ArrayList<>();
        try (WeightFile file = new WeightFile(folder.resolve(WEIGHTS))) {
            for (Weight weight : graph.weights()) {
                float[] numbers = values.apply(weight.parameter());
                float[] laidOut = weight.transposed() ? transposed(numbers, weight) : numbers;
                weights.add(tensor(weight, laidOut, file));
            }
        }
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(folder.resolve(GRAPH)))) {
            ProtoGraph.model(graph, weights, metadata).writeTo(to);
        }
    }

    private static TensorProto tensor(Weight weight, float[] numbers, WeightFile file) throws IOException {
        TensorProto.Builder to = TensorProto.newBuilder().setName(weight.name()).setDataType(ProtoGraph.number(DType.FLOAT32))
                .addAllDims(weight.shape());
        long bytes = (long) Float.BYTES * numbers.length;
        if (bytes < SMALLEST_EXTERNAL) {
            ByteBuffer raw = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
            raw.asFloatBuffer().put(numbers);
            return to.setRawData(ByteString.copyFrom(raw)).build();
        }
        long offset = file.append(numbers);
        return to.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", WEIGHTS))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(bytes)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** [columns, rows] → the weight's [rows, columns]. */
    private static float[] transposed(float[] from, Weight weight) {
        int rows = Math.toIntExact(weight.shape().get(0));
        int columns = Math.toIntExact(weight.shape().get(1));
        float[] to = new float[from.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[row * columns + column] = from[column * rows + row];
            }
        }
        return to;
    }
}
