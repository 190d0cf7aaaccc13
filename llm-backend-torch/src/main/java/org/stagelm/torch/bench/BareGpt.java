package org.stagelm.torch.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.torch.library.TorchLibrary;

/**
 * The bare engine: one GPT and its training step, written straight in libtorch calls. It does the arithmetic of a StageLM decoder with learned
 * positions, layer norm without bias, separate projections without biases, exact GELU, a head tied to the embedding, gradients clipped at 1.0, and
 * fused AdamW with a weight decay of 0.1 on the matrices. So the ratio of the two speeds is what StageLM's abstractions cost.
 */
public final class BareGpt implements AutoCloseable {

    private static final double EPS = 1e-5;
    private static final double CLIP_NORM = 1.0;

    private final int heads;
    private final int width;
    private final int context;
    private final int batch;
    private final PointerScope memory = new PointerScope();
    private final TensorOptional absent;
    private final DoubleOptional defaultScale;
    private final TensorOptions idType;
    private final List<Tensor> matrices = new ArrayList<>();
    private final List<Tensor> gains = new ArrayList<>();
    private final Tensor tokens;
    private final Tensor positions;
    private final List<Block> blocks = new ArrayList<>();
    private final TensorOptional finalGain;
    private final TensorVector parameters;
    private final FusedAdamW decayed;
    private final FusedAdamW undecayed;

    /** One block's parameters: gains [width], matrices [out, in]. */
    private record Block(TensorOptional gain1, Tensor query, Tensor key, Tensor value, Tensor output, TensorOptional gain2, Tensor up, Tensor down) {}

    /**
     * Random weights, normal with deviation 0.02; the feed-forward is 4 · width.
     *
     * @param threads of one operation, 0: one for each available processor
     * @throws org.stagelm.api.UserError where libtorch does not load
     */
    public BareGpt(int layers, int heads, int width, int context, int vocabulary, int batch, int threads) {
        TorchLibrary.load(threads);
        this.heads = heads;
        this.width = width;
        this.context = context;
        this.batch = batch;
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            absent = new TensorOptional();
            defaultScale = new DoubleOptional();
            idType = new TensorOptions(torch.ScalarType.Long);
            tokens = matrix(vocabulary, width);
            positions = matrix(context, width);
            for (int i = 0; i < layers; i++) {
                blocks.add(new Block(gain(), matrix(width, width), matrix(width, width), matrix(width, width), matrix(width, width), gain(),
                        matrix(4L * width, width), matrix(width, 4L * width)));
            }
            finalGain = gain();
            List<Tensor> all = new ArrayList<>(matrices);
            all.addAll(gains);
            parameters = new TensorVector(all.toArray(Tensor[]::new));
            decayed = new FusedAdamW(matrices, 0.1);
            undecayed = new FusedAdamW(gains, 0);
        } finally {
            GradMode.set_enabled(before);
            memory.extend().close(); // off this thread's stack of scopes, its memory kept
        }
    }

    private Tensor matrix(long rows, long columns) {
        Tensor matrix = torch.randn(rows, columns).mul_(new Scalar(0.02)).set_requires_grad(true);
        matrices.add(matrix);
        return matrix;
    }

    private TensorOptional gain() {
        Tensor gain = torch.ones(width).set_requires_grad(true);
        gains.add(gain);
        return new TensorOptional(gain);
    }

    /**
     * One training step.
     *
     * @param inputs batch · context ids, row after row
     * @param targets the ids that follow
     * @return the mean loss in nats
     */
    public double step(int[] inputs, int[] targets) {
        boolean before = GradMode.is_enabled();
        try (PointerScope temporaries = new PointerScope()) {
            GradMode.set_enabled(true);
            Tensor loss = loss(ids(inputs), ids(targets));
            loss.backward();
            GradMode.set_enabled(false);
            torch.clip_grad_norm_(parameters, CLIP_NORM);
            decayed.step();
            undecayed.step();
            matrices.forEach(matrix -> matrix.mutable_grad().reset());
            gains.forEach(gain -> gain.mutable_grad().reset());
            return loss.item_double();
        } finally {
            GradMode.set_enabled(before);
        }
    }

    private Tensor loss(Tensor inputs, Tensor targets) {
        Tensor x = torch.embedding(tokens, inputs).add(positions); // (B, T, width)
        for (Block block : blocks) {
            x = x.add(attention(norm(x, block.gain1), block));
            x = x.add(torch.linear(torch.gelu(torch.linear(norm(x, block.gain2), block.up)), block.down));
        }
        Tensor logits = torch.linear(norm(x, finalGain), tokens); // (B, T, vocabulary)
        return torch.cross_entropy_loss(logits.flatten(0, 1), targets.view(-1));
    }

    private Tensor attention(Tensor x, Block block) {
        Tensor seen = torch.scaled_dot_product_attention(split(torch.linear(x, block.query)), split(torch.linear(x, block.key)),
                split(torch.linear(x, block.value)), absent, 0, true, defaultScale, false); // (B, H, T, D)
        return torch.linear(seen.transpose(1, 2).reshape(batch, context, width), block.output);
    }

    /** (B, T, width) → (B, H, T, D) */
    private Tensor split(Tensor x) {
        return x.view(batch, context, heads, width / heads).transpose(1, 2);
    }

    private Tensor norm(Tensor x, TensorOptional gain) {
        return torch.layer_norm(x, new long[] {width}, gain, absent, EPS, false);
    }

    /** (B, T) */
    private Tensor ids(int[] values) {
        Tensor ids = torch.zeros(new long[] {batch, context}, idType);
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        new LongPointer(ids.data_ptr()).put(wide, 0, wide.length);
        return ids;
    }

    /** Frees the model. */
    @Override
    public void close() {
        memory.close();
    }
}
