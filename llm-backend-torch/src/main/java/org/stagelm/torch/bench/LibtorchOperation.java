package org.stagelm.torch.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The bare engine at a single operation: what the engine torch does for it, written straight in libtorch calls. */
public final class LibtorchOperation implements AutoCloseable {

    private static final double EPS = 1e-5;
    private static final double DROPPED = 0.1;

    private final PointerScope memory = new PointerScope();
    private final int[] sizes;
    private final boolean backward;
    private final List<Tensor> variables = new ArrayList<>();
    private final TensorOptional absent = new TensorOptional();
    private final DoubleOptional defaultScale = new DoubleOptional();
    private final Supplier<Tensor> operation;

    /**
     * Random inputs. libtorch must have been loaded.
     *
     * @param function such as {@code linear}; the names and the order of their sizes are those of {@code stagelm bench ops}
     * @param backward true: forward, and from the sum of the result back to every input that is differentiated
     * @throws IllegalArgumentException where there is no such function
     */
    public LibtorchOperation(String function, int[] sizes, boolean backward) {
        this.sizes = sizes.clone();
        this.backward = backward;
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            this.operation = operation(function, this.sizes);
        } finally {
            GradMode.set_enabled(before);
            memory.extend().close(); // off this thread's stack of scopes, its memory kept
        }
    }

    private Supplier<Tensor> operation(String function, int[] s) {
        return switch (function) {
            case "linear" -> {
                Tensor weight = input(s[2], s[1]);
                Tensor x = input(s[0], s[1]);
                yield () -> torch.linear(x, weight);
            }
            case "gelu" -> ofOne(torch::gelu);
            case "gelu-tanh" -> ofOne(x -> torch.gelu(x, "tanh"));
            case "silu" -> ofOne(torch::silu);
            case "softmax" -> ofOne(x -> torch.softmax(x, -1));
            case "log-softmax" -> ofOne(x -> torch.log_softmax(x, -1));
            case "layer-norm" -> {
                TensorOptional gain = new TensorOptional(input(s[1]));
                yield ofOne(x -> torch.layer_norm(x, new long[] {s[1]}, gain, absent, EPS, false));
            }
            case "rms-norm" -> {
                TensorOptional gain = new TensorOptional(input(s[1]));
                DoubleOptional eps = new DoubleOptional(EPS);
                yield ofOne(x -> torch.rms_norm(x, new long[] {s[1]}, gain, eps));
            }
            case "rotate" -> {
                Tensor cos = torch.randn(s[2], s[3]);
                Tensor sin = torch.randn(s[2], s[3]);
                yield ofOne(x -> rotate(x, cos, sin));
            }
            case "attend" -> attend(s[2], true);
            case "attend-one" -> attend(1, false);
            case "cross-entropy" -> {
                Tensor targets = ids(s[0], s[1]);
                yield ofOne(x -> torch.cross_entropy_loss(x, targets));
            }
            case "gather" -> {
                Tensor table = input(s[0], s[1]);
                Tensor ids = ids(s[2], s[0]);
                yield () -> torch.embedding(table, ids);
            }
            case "dropout" -> ofOne(x -> torch.dropout(x, DROPPED, true));
            case "add" -> {
                Tensor other = input(s[0], s[1]);
                yield ofOne(x -> x.add(other));
            }
            case "adamw" -> adamW();
            case "clip" -> clip();
            default -> throw new IllegalArgumentException("there is no operation " + function);
        };
    }

    private Supplier<Tensor> ofOne(UnaryOperator<Tensor> function) {
        Tensor x = input(sizes);
        return () -> function.apply(x);
    }

    /** x · [cos, cos] + [−x₂, x₁] · [sin, sin], for the halves x₁ and x₂ of each head. */
    private static Tensor rotate(Tensor x, Tensor cos, Tensor sin) {
        TensorVector halves = torch.chunk(x, 2, -1);
        return x.mul(cos).add(torch.cat(new TensorVector(halves.get(1).neg(), halves.get(0)), -1).mul(sin));
    }

    private Supplier<Tensor> attend(int queries, boolean causal) {
        Tensor query = input(sizes[0], sizes[1], queries, sizes[3]);
        Tensor key = input(sizes);
        Tensor value = input(sizes);
        return () -> torch.scaled_dot_product_attention(query, key, value, absent, 0, causal, defaultScale, false);
    }

    private Supplier<Tensor> adamW() {
        List<Tensor> parameters = learnable();
        FusedAdamW optimizer = new FusedAdamW(parameters, 0.1);
        return () -> {
            optimizer.step();
            return parameters.get(0);
        };
    }

    /** Each time to a little less than before, so that there is something to scale. */
    private Supplier<Tensor> clip() {
        List<Tensor> parameters = learnable();
        TensorVector vector = new TensorVector(parameters.toArray(Tensor[]::new));
        double[] norm = {1};
        return () -> {
            norm[0] *= 0.9999;
            torch.clip_grad_norm_(vector, norm[0]);
            return parameters.get(0);
        };
    }

    /** Parameters with gradients. */
    private List<Tensor> learnable() {
        List<Tensor> parameters = new ArrayList<>();
        for (int i = 0; i < sizes[0]; i++) {
            Tensor parameter = torch.randn(sizes[1], sizes[2]).set_requires_grad(true);
            parameter.mutable_grad().put(torch.randn(sizes[1], sizes[2]));
            parameters.add(parameter);
        }
        return parameters;
    }

    private Tensor input(int... shape) {
        Tensor input = torch.randn(Arrays.stream(shape).asLongStream().toArray());
        if (backward) {
            variables.add(input.set_requires_grad(true));
        }
        return input;
    }

    private static Tensor ids(int count, int below) {
        return torch.randint(below, new long[] {count}, new TensorOptions(torch.ScalarType.Long));
    }

    /** Once. */
    public void run() {
        boolean before = GradMode.is_enabled();
        try (PointerScope temporaries = new PointerScope()) {
            GradMode.set_enabled(backward);
            Tensor result = operation.get();
            if (backward) {
                (result.dim() == 0 ? result : result.sum()).backward();
                variables.forEach(variable -> variable.mutable_grad().reset());
            }
        } finally {
            GradMode.set_enabled(before);
        }
    }

    /** Frees the inputs. */
    @Override
    public void close() {
        memory.close();
    }
}
