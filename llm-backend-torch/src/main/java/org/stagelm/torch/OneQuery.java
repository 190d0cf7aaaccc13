package org.stagelm.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;

/**
 * Attention of the last position alone, as when a text is written token by token: each head reads its keys and values once. Libtorch's kernel is made
 * for many queries; its products with a single one take several times as long. Heads that share keys read them one after the other, from the cache.
 */
final class OneQuery {

    private final Crew crew;

    OneQuery(Crew crew) {
        this.crew = crew;
    }

    /** True where this way is the faster one; it is for passes outside of recordings. */
    static boolean fit(org.stagelm.api.tensor.Tensor query, Tensor k, Tensor v) {
        return query.dim(2).value() == 1 && query.type() == DType.FLOAT32 && TorchThread.current().onlyGenerates()
                && k.size(2) > 0 && k.size(3) > 0 && v.size(3) > 0 && k.stride(3) == 1
                && v.stride(3) == 1 && k.stride(2) >= k.size(3) && v.stride(2) >= v.size(3);
    }

    /**
     * @param q [B, H, 1, D], k [B, Hkv, S, D], v [B, Hkv, S, E]
     * @param addend broadcasts to the scores [B, H, 1, S], or is empty
     * @return [B, H, 1, E]
     */
    Tensor attend(Tensor q, Tensor k, Tensor v, Attention.Sizes s, TensorOptional addend, double scale) {
        try (PointerScope temporaries = new PointerScope()) {
            Tensor queries = q.contiguous();
            int total = (int) s.total();
            int size = (int) s.headSize();
            int width = (int) v.size(3);
            int groups = (int) s.groups();
            int pairs = (int) (s.batch() * s.keyValueHeads());
            Tensor scores = torch.empty(s.batch(), s.heads(), 1, total);
            Heads keys = new Heads(k, (int) s.keyValueHeads());
            FloatPointer query = MatrixVector.elements(queries);
            FloatPointer score = MatrixVector.elements(scores);
            crew.each(pairs, (long) pairs * total * size, (from, to) -> {
                for (int head = from * groups; head < to * groups; head++) {
                    MatrixVector.times(total, size, (float) scale, keys.elements, keys.at(head / groups), keys.leading, query, (long) head * size, 0,
                            score, (long) head * total);
                }
            });
            if (addend.has_value()) {
                scores.add_(addend.get());
            }
            Tensor weights = softmax(scores);
            Tensor result = torch.empty(s.batch(), s.heads(), 1, width);
            Heads values = new Heads(v, (int) s.keyValueHeads());
            FloatPointer weight = MatrixVector.elements(weights);
            FloatPointer sum = MatrixVector.elements(result);
            crew.each(pairs, (long) pairs * total * width, (from, to) -> {
                for (int head = from * groups; head < to * groups; head++) {
                    MatrixVector.transposedTimes(total, width, values.elements, values.at(head / groups), values.leading, weight,
                            (long) head * total, sum, (long) head * width);
                }
            });
            return result.retainReference();
        }
    }

    /** Libtorch's own wakes its threads for some hundred numbers; these calls do so only for as many as are worth it. Overwrites the scores. */
    private static Tensor softmax(Tensor scores) {
        scores.sub_(scores.amax(new long[] {-1}, true)).exp_();
        return scores.div_(scores.sum(new long[] {-1}, true, Absent.TYPE));
    }

    /** Where the matrices [S, D] of a tensor [B, Hkv, S, D] lie. */
    private static final class Heads {

        private final FloatPointer elements;
        private final int heads;
        private final long perText;
        private final long perHead;
        private final int leading;

        Heads(Tensor x, int heads) {
            this.elements = MatrixVector.elements(x);
            this.heads = heads;
            this.perText = x.stride(0);
            this.perHead = x.stride(1);
            this.leading = (int) x.stride(2);
        }

        long at(int pair) {
            return pair / heads * perText + pair % heads * perHead;
        }
    }
}
