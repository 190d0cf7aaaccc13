package org.stagelm.runtime.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.stagelm.api.UserError;

/**
 * What a graph takes and gives: {@code input_ids}, {@code attention_mask}, mostly {@code position_ids}, and for each attention
 * {@code past_key_values.N.key} and {@code .value}; {@code logits}, and {@code present.N.key} and {@code .value}.
 *
 * @param positions whether it takes {@code position_ids}
 * @param memories keys and values that go out as present and come back as past
 * @param vocabulary ids it gives logits for
 */
record Signature(boolean positions, List<Memory> memories, int vocabulary) {

    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String POSITIONS = "position_ids";
    static final String LOGITS = "logits";

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    /** Keys or values of one attention, [B, heads, S, size]; {@code name} such as {@code 0.key}. */
    record Memory(String name, long heads, long size) {

        String past() {
            return PAST + name;
        }

        String present() {
            return PRESENT + name;
        }
    }

    /** @throws UserError that lists all that does not fit */
    static Signature of(Path file, Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {
        return new Reading(inputs, outputs).signature(file);
    }

    /** Collects what does not fit. */
    private static final class Reading {

        private final Map<String, NodeInfo> inputs;
        private final Map<String, NodeInfo> outputs;
        private final List<String> faults = new ArrayList<>();

        Reading(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        Signature signature(Path file) {
            shape(IDS, inputs, OnnxJavaType.INT64, 2);
            shape(MASK, inputs, OnnxJavaType.INT64, 2);
            if (inputs.containsKey(POSITIONS)) {
                shape(POSITIONS, inputs, OnnxJavaType.INT64, 2);
            }
            long[] logits = shape(LOGITS, outputs, OnnxJavaType.FLOAT, 3);
            if (logits[2] < 1 || logits[2] > Integer.MAX_VALUE) {
                faults.add(LOGITS + " must end with the size of the vocabulary, which is not fixed");
            }
            List<Memory> memories = inputs.keySet().stream().filter(name -> name.startsWith(PAST)).map(this::memory).toList();
            inputs.keySet().stream().filter(name -> !List.of(IDS, MASK, POSITIONS).contains(name) && !name.startsWith(PAST))
                    .forEach(name -> faults.add("it takes " + name + ", which is unknown here"));
            if (!faults.isEmpty()) {
                throw new UserError(file + " is not a decoder as StageLM or Optimum exports it: " + String.join("; ", faults) + ". It takes "
                        + new TreeSet<>(inputs.keySet()) + " and gives " + new TreeSet<>(outputs.keySet()));
            }
            return new Signature(inputs.containsKey(POSITIONS), memories, (int) logits[2]);
        }

        private Memory memory(String past) {
            long[] shape = shape(past, inputs, OnnxJavaType.FLOAT, 4);
            Memory memory = new Memory(past.substring(PAST.length()), shape[1], shape[3]);
            shape(memory.present(), outputs, OnnxJavaType.FLOAT, 4);
            if (memory.heads() < 1 || memory.size() < 1) {
                faults.add(past + " must have fixed numbers of heads and of numbers in each");
            }
            return memory;
        }

        /** Of length {@code rank}; where a fault was found, all 1. */
        private long[] shape(String name, Map<String, NodeInfo> among, OnnxJavaType type, int rank) {
            long[] none = new long[rank];
            Arrays.fill(none, 1);
            if (!among.containsKey(name)) {
                faults.add("it lacks the " + (among == inputs ? "input " : "output ") + name);
            } else if (!(among.get(name).getInfo() instanceof TensorInfo info)) {
                faults.add(name + " is no tensor");
            } else if (info.type != type || info.getShape().length != rank) {
                faults.add(name + " is " + info.type + " with " + info.getShape().length + " axes, but " + type + " with " + rank + " is needed");
            } else {
                return info.getShape();
            }
            return none;
        }
    }
}
