package org.stagelm.training.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Optimizer;
import org.stagelm.core.safetensors.SafetensorsFile;
import org.stagelm.core.safetensors.SafetensorsWriter;

/** What an optimizer remembers of each parameter, such as Adam's moments. It owns the tensors, which have their parameter's shape and type. */
public final class OptimizerState implements AutoCloseable {

    private final Engine engine;
    private final List<Parameter> parameters;
    private final List<String> names;
    private final List<List<Tensor>> tensors = new ArrayList<>();

    private OptimizerState(Engine engine, List<Parameter> parameters, List<String> names) {
        this.engine = engine;
        this.parameters = List.copyOf(parameters);
        this.names = List.copyOf(names);
    }

    /** The state before the first step. */
    public static OptimizerState zeros(Engine engine, List<Parameter> parameters, Optimizer optimizer) {
        return allocate(engine, parameters, optimizer, (parameter, name) -> new float[Math.toIntExact(parameter.elements())]);
    }

    /**
     * The state of a checkpoint.
     *
     * @throws UserError where the file does not hold exactly this optimizer's state for these parameters, naming what differs
     */
    public static OptimizerState read(Path file, Engine engine, List<Parameter> parameters, Optimizer optimizer) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            List<String> faults = faults(stored, parameters, optimizer.state());
            if (!faults.isEmpty()) {
                String shown = String.join("; ", faults.subList(0, Math.min(5, faults.size())));
                throw new UserError(file + " does not fit this run: " + shown + (faults.size() > 5 ? "; and " + (faults.size() - 5) + " more" : "")
                        + ". Resume with the model and the optimizer that the run began with");
            }
            return allocate(engine, parameters, optimizer, (parameter, name) -> stored.floats(key(parameter, name)));
        }
    }

    private static List<String> faults(SafetensorsFile stored, List<Parameter> parameters, List<String> names) {
        List<String> faults = new ArrayList<>();
        List<String> surplus = new ArrayList<>(stored.names());
        for (Parameter parameter : parameters) {
            for (String name : names) {
                String key = key(parameter, name);
                if (!surplus.remove(key)) {
                    faults.add(key + " is missing");
                } else if (!Arrays.equals(stored.shape(key), parameter.shape())) {
                    faults.add(key + " is " + Arrays.toString(stored.shape(key)) + ", the model's is " + Arrays.toString(parameter.shape()));
                }
            }
        }
        surplus.forEach(key -> faults.add(key + " is not of this model and optimizer"));
        return faults;
    }

    private static OptimizerState allocate(Engine engine, List<Parameter> parameters, Optimizer optimizer,
            BiFunction<Parameter, String, float[]> values) {
        OptimizerState state = new OptimizerState(engine, parameters, optimizer.state());
        try {
            for (Parameter parameter : parameters) {
                List<Tensor> own = new ArrayList<>();
                state.tensors.add(own);
                for (String name : state.names) {
                    own.add(fixed(engine, parameter, values.apply(parameter, name)));
                }
            }
            return state;
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
    }

    private static Tensor fixed(Engine engine, Parameter parameter, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        try (Scope scope = engine.scope()) {
            return engine.fixed(engine.upload(DType.FLOAT32, bytes, parameter.shape()).cast(parameter.stored().type()));
        }
    }

    /** For each parameter the tensors of {@link Optimizer#state()}, in its order. */
    public List<List<Tensor>> tensors() {
        return tensors;
    }

    /** Writes all as float32, one tensor in memory at a time. */
    void write(Path file) {
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            for (int j = 0; j < names.size(); j++) {
                Tensor tensor = tensors.get(i).get(j);
                entries.add(new SafetensorsWriter.Entry(key(parameter, names.get(j)), parameter.shape(), () -> floats(tensor, parameter.elements())));
            }
        }
        SafetensorsWriter.write(file, Map.of("format", "stagelm-optimizer"), entries);
    }

    private float[] floats(Tensor tensor, long elements) {
        float[] values = new float[Math.toIntExact(elements)];
        engine.floats(tensor, values);
        return values;
    }

    /** The tensor's name in the file, such as {@code layers.3.attn.q_proj.weight/m}. */
    private static String key(Parameter parameter, String name) {
        return parameter.path() + "/" + name;
    }

    @Override
    public void close() {
        tensors.forEach(own -> own.forEach(Tensor::close));
        tensors.clear();
    }
}
