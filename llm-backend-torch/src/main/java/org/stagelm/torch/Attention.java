package org.stagelm.torch;

import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Mask;

/** Attention as libtorch's scaled_dot_product_attention; here only the mask and the sharing of key heads have to be decided. */
final class Attention implements AutoCloseable {

    /** As the default body: finite, so that a row that sees nothing stays a number. */
    private static final double UNSEEN = -1e30;

    private final OneQuery oneQuery;
    private final SideBySideHeads heads;

    Attention(Crew crew) {
        this.oneQuery = new OneQuery(crew);
        this.heads = new SideBySideHeads(crew);
    }

    /** The sizes of q [B, H, T, D] and k [B, Hkv, S, D]. */
    record Sizes(long batch, long heads, long keyValueHeads, long length, long total, long headSize) {

        long groups() {
            return heads / keyValueHeads;
        }

        /** True where the mask hides no key from any query. */
        boolean seesAll(Mask mask) {
            boolean wide = mask.window().isEmpty() || (mask.causal() && mask.window().getAsInt() >= total);
            return mask.visible().isEmpty() && wide && (!mask.causal() || length == 1);
        }

        /** True where the mask is plain causality of a sequence with itself, which the kernel knows without being shown. */
        boolean isPlainCausal(Mask mask) {
            return mask.causal() && length == total && mask.visible().isEmpty() && (mask.window().isEmpty() || mask.window().getAsInt() >= total);
        }
    }

    /** [B, H, T, D]; {@code bias} broadcasts to [B, H, T, S] or is empty. */
    Tensor compute(org.stagelm.api.tensor.Tensor query, Tensor k, Tensor v, Sizes sizes, Mask mask, TensorOptional bias, double scale) {
        Tensor q = TorchBackend.value(query);
        try (PointerScope temporaries = new PointerScope(); DoubleOptional factor = new DoubleOptional(scale)) {
            Tensor result;
            if (q.is_cpu() && OneQuery.fit(query, k, v)) {
                boolean plain = !bias.has_value() && sizes.seesAll(mask);
                result = oneQuery.attend(q, k, v, sizes, plain ? Absent.TENSOR : new TensorOptional(addend(q, sizes, mask, bias)), scale);
            } else if (!bias.has_value() && sizes.isPlainCausal(mask)) {
                result = attend(q, repeat(k, sizes), repeat(v, sizes), Absent.TENSOR, true, factor);
            } else if (!bias.has_value() && sizes.seesAll(mask)) {
                result = withoutMask(q, k, v, sizes, factor);
            } else {
                TensorOptional scores = new TensorOptional(addend(q, sizes, mask, bias));
                result = attend(q, repeat(k, sizes), repeat(v, sizes), scores, false, factor);
            }
            return result.retainReference();
        }
    }

    private Tensor attend(Tensor q, Tensor k, Tensor v, TensorOptional scores, boolean causal, DoubleOptional scale) {
        return heads.compute(() -> torch.scaled_dot_product_attention(q, k, v, scores, 0.0, causal, scale, false), q, k, v);
    }

    /** Without a mask the queries of a group are just more queries of their key head: nothing is copied, which matters when a long cache is read. */
    private Tensor withoutMask(Tensor q, Tensor k, Tensor v, Sizes s, DoubleOptional scale) {
        if (s.groups() == 1) {
            return attend(q, k, v, Absent.TENSOR, false, scale);
        }
        Tensor grouped = q.reshape(s.batch, s.keyValueHeads, s.groups() * s.length, s.headSize);
        return attend(grouped, k, v, Absent.TENSOR, false, scale).reshape(s.batch, s.heads, s.length, -1);
    }

    /** Each key head serves groups of query heads that stand next to each other: [B, Hkv, S, D] → [B, H, S, D]. */
    private static Tensor repeat(Tensor x, Sizes s) {
        return s.groups() == 1 ? x : x.unsqueeze(2).expand(-1, -1, s.groups(), -1, -1).flatten(1, 2);
    }

    /** What is added to the scores: the bias, and where a key is not seen a number that leaves it no weight. */
    private static Tensor addend(Tensor q, Sizes s, Mask mask, TensorOptional bias) {
        Tensor unseen = unseen(q, s, mask);
        Scalar lowest = new Scalar(UNSEEN);
        if (bias.has_value()) {
            return unseen == null ? bias.get() : torch.masked_fill(bias.get(), unseen, lowest);
        }
        return torch.zeros(new long[] {1}, q.options()).masked_fill(unseen, lowest);
    }

    /** BOOL [T, S] or [B, 1, T or 1, S]: which keys are hidden; null where none is. */
    private static Tensor unseen(Tensor q, Sizes s, Mask mask) {
        boolean causal = mask.causal() && s.length() > 1; // the last position sees all before it
        Tensor unseen = causal || mask.window().isPresent() ? band(q, s, causal, mask.window()) : null;
        if (mask.visible().isPresent()) {
            long queries = mask.visible().get().rank() == 3 ? s.length : 1;
            Tensor padding = TorchBackend.value(mask.visible().get()).logical_not().reshape(s.batch, 1, queries, s.total);
            return unseen == null ? padding : padding.logical_or(unseen);
        }
        return unseen;
    }

    /** Query t stands at key S − T + t: it does not see keys after that, nor those a window or more before it. */
    private static Tensor band(Tensor q, Sizes s, boolean causal, OptionalInt window) {
        long offset = s.total - s.length;
        long[] shape = {s.length, s.total};
        TensorOptions flags = TorchTypes.beside(q, DType.BOOL);
        Tensor hidden = null;
        if (causal) {
            hidden = torch.ones(shape, flags).triu_(offset + 1);
        }
        if (window.isPresent()) {
            Tensor far = torch.ones(shape, flags).tril_(offset - window.getAsInt());
            hidden = hidden == null ? far : hidden.logical_or(far);
        }
        return hidden;
    }

    @Override
    public void close() {
        heads.close();
    }
}
