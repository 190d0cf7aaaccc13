package org.stagelm.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts being read side by side, and the keys and values of what was read. All buffers are direct and in native byte order. */
final class GraphRows implements AutoCloseable {

    private final OnnxGraph graph;
    private final int rows;
    private final Set<String> presents;
    private Optional<OrtSession.Result> memory = Optional.empty();

    GraphRows(OnnxGraph graph, int rows) {
        this.graph = graph;
        this.rows = rows;
        this.presents = graph.signature().memories().stream().map(Signature.Memory::present).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads T ids behind those so far.
     *
     * @param ids [rows, T]
     * @param mask [rows, S], S counting all ids so far and these; 0 for padding
     * @param positions [rows, T]
     * @param logits is filled, [rows, T, vocabulary]
     */
    void read(LongBuffer ids, LongBuffer mask, LongBuffer positions, FloatBuffer logits) {
        List<OnnxTensor> passing = new ArrayList<>(); // live as long as this pass
        try {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            inputs.put(Signature.IDS, kept(passing, longs(ids)));
            inputs.put(Signature.MASK, kept(passing, longs(mask)));
            if (graph.signature().positions()) {
                inputs.put(Signature.POSITIONS, kept(passing, longs(positions)));
            }
            for (Signature.Memory m : graph.signature().memories()) {
                inputs.put(m.past(), memory.isPresent() ? stored(memory.get(), m) : kept(passing, empty(m)));
            }
            long[] shape = {rows, ids.remaining() / rows, graph.signature().vocabulary()};
            OrtSession.Result result = graph.run(inputs, presents, Map.of(Signature.LOGITS, kept(passing, graph.tensor(logits, shape))));
            memory.ifPresent(OrtSession.Result::close); // not earlier: the pass has read it
            memory = Optional.of(result);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            passing.forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor kept(List<OnnxTensor> in, OnnxTensor tensor) {
        in.add(tensor);
        return tensor;
    }

    private OnnxTensor longs(LongBuffer values) throws OrtException {
        return graph.tensor(values, rows, values.remaining() / rows);
    }

    private OnnxTensor empty(Signature.Memory m) throws OrtException {
        return graph.tensor(FloatBuffer.allocate(0), rows, m.heads(), 0, m.size());
    }

    private static OnnxTensor stored(OrtSession.Result result, Signature.Memory m) {
        return (OnnxTensor) result.get(m.present()).orElseThrow();
    }

    /** Forgets all ids. */
    void reset() {
        memory.ifPresent(OrtSession.Result::close);
        memory = Optional.empty();
    }

    @Override
    public void close() {
        reset();
    }
}
