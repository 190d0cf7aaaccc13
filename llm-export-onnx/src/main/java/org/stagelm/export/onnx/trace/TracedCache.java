package org.stagelm.export.onnx.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.export.onnx.graph.Graph;

/**
 * Keys and values of earlier passes as inputs {@code past_key_values.N.key|value} [B, Hkv, past, D], and with those of this pass as outputs
 * {@code present.N.key|value}; N counts the attentions in the order in which they run.
 */
final class TracedCache implements Pass.Cache {

    /** In [B, Hkv, S, D]. */
    private static final int SEQUENCE_AXIS = 2;

    private final Tracer tracer;
    private final Graph graph;
    private final Map<String, KeyValue> byPath = new LinkedHashMap<>();
    private final List<Slot> slots = new ArrayList<>();

    TracedCache(Tracer tracer, Graph graph) {
        this.tracer = tracer;
        this.graph = graph;
    }

    @Override
    public KeyValue of(String path, Dim batch, int heads, int size) {
        return byPath.computeIfAbsent(path, p -> {
            int n = byPath.size();
            Shape past = Shape.of(batch, Dim.of(heads), Interface.PAST, Dim.of(size));
            return new KeyValue(slot(n + ".key", past), slot(n + ".value", past));
        });
    }

    @Override
    public Dim length() {
        return Interface.PAST;
    }

    private Slot slot(String name, Shape past) {
        String input = graph.input(Interface.info("past_key_values." + name, DType.FLOAT32, past));
        Slot slot = new Slot("present." + name, tracer.tensor(input, DType.FLOAT32, past));
        slots.add(slot);
        return slot;
    }

    /** Shows what the pass has stored as outputs of the graph. */
    void addOutputs() {
        slots.forEach(slot -> graph.output(tracer.value(slot.stored), Interface.info(slot.output, DType.FLOAT32, slot.stored.shape())));
    }

    /** Memory as a value that grows. */
    private static final class Slot implements StateSlot {

        private final String output;
        private Tensor stored;

        Slot(String output, Tensor past) {
            this.output = output;
            this.stored = past;
        }

        @Override
        public Tensor append(Tensor chunk) {
            stored = Tensor.concat(SEQUENCE_AXIS, stored, chunk);
            return stored;
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException("a graph's state begins with what it is given");
        }

        @Override
        public void close() {
            // values of a graph take no memory
        }
    }
}
