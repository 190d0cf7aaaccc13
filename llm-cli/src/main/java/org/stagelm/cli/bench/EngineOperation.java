package org.stagelm.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.stagelm.api.UserError;
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

/** Our side of {@code bench ops}: an operation as layers and optimizers call it, each time in a scope, or a recording, of its own. */
final class EngineOperation {

    private static final double EPS = 1e-5;
    private static final double DROPPED = 0.1;

    /** No target has it. */
    private static final long IGNORED = -100;

    private final Engine engine;
    private final OperationCase of;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Tensor> variables = new ArrayList<>();
    private final List<Tensor> others = new ArrayList<>();

    private EngineOperation(Engine engine, OperationCase of) {
        this.engine = engine;
        this.of = of;
    }

    static Work prepare(Engine engine, OperationCase of) {
        EngineOperation operation = new EngineOperation(engine, of);
        return new Work(operation.once(), operation::free);
    }

    private Runnable once() {
        int[] s = of.dimensions();
        return switch (of.function()) {
            case "linear" -> {
                Tensor weight = input(s[2], s[1]);
                Tensor x = input(s[0], s[1]);
                yield pass(() -> x.linear(weight, Optional.empty()));
            }
            case "gelu" -> ofOne(Tensor::gelu);
            case "gelu-tanh" -> ofOne(Tensor::geluTanh);
            case "silu" -> ofOne(Tensor::silu);
            case "softmax" -> ofOne(Tensor::softmax);
            case "log-softmax" -> ofOne(Tensor::logSoftmax);
            case "layer-norm" -> {
                Tensor gain = input(s[1]);
                yield ofOne(x -> x.layerNorm(gain, Optional.empty(), EPS));
            }
            case "rms-norm" -> {
                Tensor gain = input(s[1]);
                yield ofOne(x -> x.rmsNorm(gain, EPS));
            }
            case "rotate" -> {
                Rotary rotary = new Rotary(fixed(s[2], s[3] / 2), fixed(s[2], s[3] / 2), false);
                yield ofOne(x -> engine.rotate(x, rotary));
            }
            case "attend" -> attend(s[0], s[1], s[2], s[2], s[3]);
            case "attend-one" -> attend(s[0], s[1], 1, s[2], s[3]);
            case "cross-entropy" -> {
                Tensor targets = ids(s[0], s[1]);
                yield ofOne(x -> x.crossEntropy(targets, IGNORED));
            }
            case "gather" -> {
                Tensor table = input(s[0], s[1]);
                Tensor ids = ids(s[2], s[0]);
                yield pass(() -> table.gather(ids));
            }
            case "dropout" -> {
                long[] draw = {0};
                yield ofOne(x -> x.dropout(Optional.of(new Dropout(DROPPED, new RandomKey(draw[0]++)))));
            }
            case "add" -> {
                Tensor other = input(s[0], s[1]);
                yield ofOne(x -> computed(x.add(other)));
            }
            case "adamw" -> adamW(s);
            case "clip" -> clip(s);
            default -> throw new UserError("there is no operation " + of.function());
        };
    }

    /** Of one input of the case's sizes. */
    private Runnable ofOne(UnaryOperator<Tensor> function) {
        Tensor x = input(of.dimensions());
        return pass(() -> function.apply(x));
    }

    private Runnable attend(int batch, int heads, int queries, int keys, int size) {
        Tensor query = input(batch, heads, queries, size);
        Tensor key = input(batch, heads, keys, size);
        Tensor value = input(batch, heads, keys, size);
        return pass(() -> new Attend(query, key, value, Optional.empty(), Optional.empty(), Optional.empty(), Mask.CAUSAL, 1 / Math.sqrt(size),
                OptionalDouble.empty(), Optional.empty()).compute());
    }

    private Runnable pass(Supplier<Tensor> result) {
        if (!of.backward()) {
            return () -> {
                try (Scope scope = engine.scope()) {
                    result.get();
                }
            };
        }
        return () -> {
            try (Recording recording = engine.record()) {
                recording.backward(sum(result.get()), 1);
            }
            engine.clearGradients(variables);
        };
    }

    /** A view of a sum: an engine may put a sum off until somebody asks for its elements. */
    private static Tensor computed(Tensor sum) {
        return sum.reshape(sum.shape().dims().toArray(Dim[]::new));
    }

    private static Tensor sum(Tensor x) {
        return x.rank() == 0 ? x : x.reshape(Dim.of(x.shape().elements())).sum(0, false);
    }

    private Runnable adamW(int[] s) {
        learnable(s);
        List<List<Tensor>> moments = new ArrayList<>();
        for (int i = 0; i < s[0]; i++) {
            moments.add(List.of(zeros(s[1], s[2]), zeros(s[1], s[2])));
        }
        long[] step = {0};
        return () -> engine.adam(variables, moments, new AdamStep(1e-3, 0.9, 0.99, 1e-8, 0.1, true, ++step[0]));
    }

    /** Each time to a little less than before, so that there is something to scale. */
    private Runnable clip(int[] s) {
        learnable(s);
        double[] norm = {1};
        return () -> {
            norm[0] *= 0.9999;
            engine.clipGradients(variables, norm[0]);
        };
    }

    /** Variables with gradients. */
    private void learnable(int[] s) {
        for (int i = 0; i < s[0]; i++) {
            variable(s[1], s[2]);
        }
        for (Tensor variable : variables) {
            try (Recording recording = engine.record()) {
                recording.backward(sum(variable.square()), 1);
            }
        }
    }

    private Tensor input(int... shape) {
        return of.backward() ? variable(shape) : fixed(shape);
    }

    private Tensor variable(int... shape) {
        try (Scope scope = engine.scope()) {
            Tensor variable = engine.variable(random(shape));
            variables.add(variable);
            return variable;
        }
    }

    private Tensor fixed(int... shape) {
        try (Scope scope = engine.scope()) {
            return owned(engine.fixed(random(shape)));
        }
    }

    private Tensor zeros(int... shape) {
        try (Scope scope = engine.scope()) {
            return owned(engine.fixed(random(shape).mul(0)));
        }
    }

    private Tensor ids(int count, int below) {
        try (Scope scope = engine.scope()) {
            return owned(engine.fixed(engine.ids(random.ints(count, 0, below).toArray(), count)));
        }
    }

    private Tensor owned(Tensor tensor) {
        others.add(tensor);
        return tensor;
    }

    /** Uniform in [−1, 1). */
    private Tensor random(int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return engine.constant(values, Arrays.stream(shape).asLongStream().toArray());
    }

    private void free() {
        engine.clearGradients(variables);
        variables.forEach(Tensor::close);
        others.forEach(Tensor::close);
    }
}
