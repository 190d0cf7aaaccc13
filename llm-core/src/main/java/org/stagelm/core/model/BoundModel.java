package org.stagelm.core.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** A model whose parameters live on an engine. It owns their memory. */
public final class BoundModel implements AutoCloseable {

    private final LanguageModel model;
    private final Engine engine;
    private final Purpose purpose;
    private final List<Tensor> values = new ArrayList<>();

    private BoundModel(LanguageModel model, Engine engine, Purpose purpose) {
        this.model = model;
        this.engine = engine;
        this.purpose = purpose;
    }

    /** For training: first values from the parameters' initializers, computed on the host, bit-equal on every engine and machine. */
    public static BoundModel initialize(LanguageModel model, Engine engine, long seed) {
        RandomKey key = new RandomKey(seed);
        return bind(model, engine, Purpose.TRAINING, parameter -> initialValues(parameter, key));
    }

    /** As {@link #initialize}, for what never learns: first values as a model that was not trained has them. */
    public static BoundModel untrained(LanguageModel model, Engine engine, long seed) {
        RandomKey key = new RandomKey(seed);
        return bind(model, engine, Purpose.GENERATION, parameter -> initialValues(parameter, key));
    }

    /**
     * Takes each trainable parameter's values, row-major, from {@code values}, one parameter at a time. Constants are computed.
     *
     * <p>Where {@code values} throws, what was allocated is freed.
     */
    public static BoundModel bind(LanguageModel model, Engine engine, Purpose purpose, Function<Parameter, float[]> values) {
        BoundModel bound = new BoundModel(model, engine, purpose);
        try {
            for (Parameter parameter : model.parameters()) {
                bound.put(parameter, parameter.trainable() ? values.apply(parameter) : initialValues(parameter, new RandomKey(0)));
            }
        } catch (RuntimeException | Error e) {
            bound.close();
            throw e;
        }
        return bound;
    }

    private void put(Parameter parameter, float[] data) {
        if (data.length != parameter.elements()) {
            throw new IllegalArgumentException(parameter + " needs " + parameter.elements() + " values, not " + data.length);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(data.length, Float.BYTES)).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(data);
        try (Scope scope = engine.scope()) {
            Tensor uploaded = engine.upload(DType.FLOAT32, bytes, parameter.shape());
            Tensor stored = parameter.trainable() ? weight(uploaded) : engine.fixed(uploaded.cast(engine.floatType()));
            values.add(stored);
            parameter.bind(stored);
        }
    }

    private Tensor weight(Tensor uploaded) {
        Tensor values = uploaded.cast(purpose.weightType(engine));
        return purpose == Purpose.TRAINING ? engine.variable(values) : engine.fixed(values);
    }

    private static float[] initialValues(Parameter parameter, RandomKey root) {
        RandomKey key = root.derive(parameter.path());
        float[] data = new float[Math.toIntExact(parameter.elements())];
        IntStream.range(0, data.length).parallel().forEach(i -> data[i] = parameter.initializer().value(key, i));
        return data;
    }

    public LanguageModel model() {
        return model;
    }

    public Engine engine() {
        return engine;
    }

    /** The parameters without constants, in the order of their declaration. */
    public List<Parameter> trainable() {
        return model.parameters().stream().filter(Parameter::trainable).toList();
    }

    /** The values of a parameter, row-major. */
    public float[] read(Parameter parameter) {
        float[] data = new float[Math.toIntExact(parameter.elements())];
        engine.floats(parameter.stored(), data);
        return data;
    }

    @Override
    public void close() {
        model.parameters().forEach(parameter -> parameter.bind(null));
        values.forEach(Tensor::close);
        values.clear();
    }
}
