package org.stagelm.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** One block with grouped heads, rotation and dropout, clipped and trained by Adam: it passes through most of an engine in a step. */
public final class SmallNetwork implements AutoCloseable {

    private static final int BATCH = 4;
    private static final int LENGTH = 16;
    private static final int VOCABULARY = 23;

    private static final int HEADS = 4;
    private static final int KEY_VALUE_HEADS = 2;
    private static final int SIZE = 8;
    private static final int WIDTH = HEADS * SIZE;

    private final Engine engine;
    private final List<Tensor> variables = new ArrayList<>();
    private final List<List<Tensor>> moments = new ArrayList<>();
    private long steps;

    public SmallNetwork(Engine engine) {
        this.engine = engine;
        try (Scope scope = engine.scope()) {
            add(VOCABULARY, WIDTH);
            add(WIDTH, WIDTH);
            add(KEY_VALUE_HEADS * SIZE, WIDTH);
            add(KEY_VALUE_HEADS * SIZE, WIDTH);
            add(4 * WIDTH, WIDTH);
            add(WIDTH, 4 * WIDTH);
            add(WIDTH);
        }
    }

    /** The parameters after some steps of a new network. */
    static double[][] trained(Engine engine) {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            for (int i = 0; i < 5; i++) {
                network.step();
            }
            return network.parameters();
        }
    }

    private void add(long... shape) {
        RandomKey key = new RandomKey(3).derive(variables.size());
        int size = 1;
        for (long n : shape) {
            size *= (int) n;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = shape.length == 1 ? 1 : (float) (0.2 * key.normal(i));
        }
        variables.add(engine.variable(engine.constant(values, shape)));
        Tensor zeros = engine.constant(new float[size], shape);
        moments.add(List.of(engine.fixed(zeros), engine.fixed(zeros)));
    }

    /** One step on ids that follow a rule; gives the loss. */
    public double step() {
        int[] ids = new int[BATCH * LENGTH];
        int[] next = new int[BATCH * LENGTH];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) ((i * 7 + steps) % VOCABULARY);
            next[i] = (ids[i] + 7) % VOCABULARY;
        }
        steps++;
        double value;
        try (Recording recording = engine.record()) {
            Tensor loss = forward(ids).crossEntropy(engine.ids(next, BATCH, LENGTH), -100);
            recording.backward(loss, 0.5);
            value = engine.doubles(loss)[0];
        }
        engine.clipGradients(variables, 1);
        engine.adam(variables, moments, new AdamStep(1e-2, 0.9, 0.99, 1e-8, 0.01, true, steps));
        engine.clearGradients(variables);
        return value;
    }

    private Tensor forward(int[] ids) {
        Tensor x = variables.get(0).gather(engine.ids(ids, BATCH, LENGTH));
        Tensor y = x.rmsNorm(variables.get(6), 1e-5);
        Tensor query = split(y.linear(variables.get(1), Optional.empty()), HEADS);
        Tensor key = split(y.linear(variables.get(2), Optional.empty()), KEY_VALUE_HEADS);
        Tensor value = split(y.linear(variables.get(3), Optional.empty()), KEY_VALUE_HEADS);
        Tensor angles = engine.arange(Dim.of(0), Dim.of(LENGTH)).cast(engine.floatType()).reshape(Dim.of(LENGTH), Dim.of(1))
                .mul(engine.constant(new float[] {1, 0.3f, 0.1f, 0.03f}, 1, SIZE / 2));
        Rotary rotary = new Rotary(angles.cos(), angles.sin(), false);
        Tensor seen = new Attend(query, key, value, Optional.of(rotary), Optional.empty(), Optional.empty(), Mask.CAUSAL, 1 / Math.sqrt(SIZE),
                OptionalDouble.empty(), Optional.empty()).compute();
        x = x.add(seen.transpose(1, 2).reshape(Dim.of(BATCH), Dim.of(LENGTH), Dim.of(WIDTH)));
        Tensor hidden = x.layerNorm(variables.get(6), Optional.empty(), 1e-5).linear(variables.get(4), Optional.empty()).gelu();
        Tensor dropped = hidden.dropout(Optional.of(new Dropout(0.1, new RandomKey(9).derive(steps))));
        return x.add(dropped.linear(variables.get(5), Optional.empty())).linear(variables.get(0), Optional.empty());
    }

    private Tensor split(Tensor x, int heads) {
        return x.reshape(x.dim(0), x.dim(1), Dim.of(heads), Dim.of(SIZE)).transpose(1, 2);
    }

    /** The numbers of every parameter. */
    public double[][] parameters() {
        return variables.stream().map(engine::doubles).toArray(double[][]::new);
    }

    @Override
    public void close() {
        variables.forEach(Tensor::close);
        moments.forEach(pair -> pair.forEach(Tensor::close));
    }
}
