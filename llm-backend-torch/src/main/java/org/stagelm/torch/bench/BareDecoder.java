package org.stagelm.torch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.torch.library.TorchLibrary;

/**
 * One text written by the model of {@link BareGpt}, token by token, straight in libtorch calls: keys and values of earlier tokens stand in memory
 * allocated once for the whole context.
 */
public final class BareDecoder implements AutoCloseable {

    private static final double EPS = 1e-5;

    private final int heads;
    private final int width;
    private final int vocabulary;
    private final PointerScope memory = new PointerScope();
    private final TensorOptional absent;
    private final DoubleOptional defaultScale;
    private final Tensor id;
    private final Tensor tokens;
    private final Tensor positions;
    private final List<Block> blocks = new ArrayList<>();
    private final TensorOptional finalGain;
    private int length;

    /** Gives the first values of a parameter by its path in a StageLM decoder, such as {@code layers.0.attn.q_proj.weight}. */
    @FunctionalInterface
    public interface Weights {
        /** Row-major; gains are [width], matrices [out, in]. */
        float[] of(String path, int elements);
    }

    /** One block's parameters, and its keys and values [1, H, context, D]. */
    private record Block(TensorOptional gain1, Tensor query, Tensor key, Tensor value, Tensor output, TensorOptional gain2, Tensor up, Tensor down,
            Tensor keys, Tensor values) {}

    /**
     * The feed-forward is 4 · width.
     *
     * @param threads of one operation, 0: one for each available processor
     * @throws org.stagelm.api.UserError where libtorch does not load
     */
    public BareDecoder(int layers, int heads, int width, int context, int vocabulary, int threads, Weights weights) {
        TorchLibrary.load(threads);
        this.heads = heads;
        this.width = width;
        this.vocabulary = vocabulary;
        absent = new TensorOptional();
        defaultScale = new DoubleOptional();
        id = torch.zeros(new long[] {1, 1}, new TensorOptions(torch.ScalarType.Long));
        tokens = matrix(weights, "embedding", vocabulary, width);
        positions = matrix(weights, "position", context, width);
        for (int i = 0; i < layers; i++) {
            String path = "layers." + i + ".";
            blocks.add(new Block(gain(weights, path + "attn_norm"), matrix(weights, path + "attn.q_proj", width, width),
                    matrix(weights, path + "attn.k_proj", width, width), matrix(weights, path + "attn.v_proj", width, width),
                    matrix(weights, path + "attn.o_proj", width, width), gain(weights, path + "mlp_norm"),
                    matrix(weights, path + "mlp.up_proj", 4 * width, width), matrix(weights, path + "mlp.down_proj", width, 4 * width),
                    torch.zeros(1, heads, context, width / heads), torch.zeros(1, heads, context, width / heads)));
        }
        finalGain = gain(weights, "norm");
        memory.extend().close(); // off this thread's stack of scopes, its memory kept
    }

    /** Normal with deviation 0.02, gains 1. */
    public static Weights random() {
        SplittableRandom random = new SplittableRandom(1);
        return (path, elements) -> {
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = path.contains("norm") ? 1 : (float) (0.02 * random.nextGaussian());
            }
            return values;
        };
    }

    private static Tensor matrix(Weights weights, String path, int rows, int columns) {
        return Tensor.create(weights.of(path + ".weight", rows * columns), rows, columns);
    }

    private TensorOptional gain(Weights weights, String path) {
        return new TensorOptional(Tensor.create(weights.of(path + ".weight", width), width));
    }

    /** The tokens read so far. */
    public int length() {
        return length;
    }

    /** Forgets all tokens from this length on. */
    public void backTo(int shorter) {
        length = shorter;
    }

    /** Reads a token behind those so far, of which there are fewer than the context has room for, and gives the likeliest next one. */
    public int next(int token) {
        try (PointerScope temporaries = new PointerScope()) {
            return (int) read(token).argmax().item_long();
        }
    }

    /** As {@link #next}, but gives the logits [vocabulary] of the next token. */
    public float[] logits(int token) {
        try (PointerScope temporaries = new PointerScope()) {
            float[] logits = new float[vocabulary];
            new FloatPointer(read(token).data_ptr()).get(logits);
            return logits;
        }
    }

    /** (1, 1, vocabulary) */
    private Tensor read(int token) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            new LongPointer(id.data_ptr()).put(token);
            Tensor x = torch.embedding(tokens, id).add(positions.narrow(0, length, 1)); // (1, 1, width)
            for (Block block : blocks) {
                x = x.add(attention(norm(x, block.gain1), block));
                x = x.add(torch.linear(torch.gelu(torch.linear(norm(x, block.gain2), block.up)), block.down));
            }
            length++;
            return torch.linear(norm(x, finalGain), tokens);
        } finally {
            GradMode.set_enabled(before);
        }
    }

    private Tensor attention(Tensor x, Block block) {
        block.keys.narrow(2, length, 1).copy_(split(torch.linear(x, block.key)));
        block.values.narrow(2, length, 1).copy_(split(torch.linear(x, block.value)));
        Tensor seen = torch.scaled_dot_product_attention(split(torch.linear(x, block.query)), block.keys.narrow(2, 0, length + 1L),
                block.values.narrow(2, 0, length + 1L), absent, 0, false, defaultScale, false); // (1, H, 1, D)
        return torch.linear(seen.transpose(1, 2).reshape(1, 1, width), block.output);
    }

    /** (1, 1, width) → (1, H, 1, D) */
    private Tensor split(Tensor x) {
        return x.view(1, 1, heads, width / heads).transpose(1, 2);
    }

    private Tensor norm(Tensor x, TensorOptional gain) {
        return torch.layer_norm(x, new long[] {width}, gain, absent, EPS, false);
    }

    /** Frees the model. */
    @Override
    public void close() {
        memory.close();
    }
}
