package org.stagelm.api.tensor;

import java.util.Optional;

/** The fused operations that take more than a line, made of primitives. They also say what those operations mean. */
final class DefaultBodies {

    /** Added to the score of a key that is not seen; large, but finite, so that a row of nothing else stays a number. */
    private static final float UNSEEN = -1e30f;

    private DefaultBodies() {}

    static Tensor crossEntropy(Tensor logits, Tensor targets, long ignored) {
        Dim[] flat = {targets.shape().dims().stream().reduce(Dim.of(1), Dim::times)};
        Tensor ids = targets.reshape(flat);
        Tensor lines = logits.reshape(flat[0], logits.dim(-1));
        Backend backend = logits.backend();
        Tensor skip = ids.equal(backend.constant(new float[] {ignored}).cast(DType.INT64));
        Tensor zero = backend.constant(new float[] {0}).cast(logits.type());
        Tensor one = backend.constant(new float[] {1}).cast(logits.type());
        Tensor safe = skip.where(zero.cast(DType.INT64), ids);
        Tensor counted = skip.where(zero, one);
        Tensor loss = lines.logSoftmax().pick(safe).neg().mul(counted);
        return loss.sum(0, false).div(counted.sum(0, false));
    }

    static Tensor attend(Attend a) {
        Tensor q = a.rotary().isPresent() ? a.query().backend().rotate(a.query(), a.rotary().get()) : a.query();
        Tensor k = a.rotary().isPresent() ? a.query().backend().rotate(a.key(), a.rotary().get()) : a.key();
        Tensor v = a.value();
        if (a.cache().isPresent()) {
            k = a.cache().get().keys().append(k);
            v = a.cache().get().values().append(v);
        }
        Tensor weights = weights(a, q, k);
        return weights.dropout(a.dropout()).matmul(shared(v, q));
    }

    /** q [B, H, T, D] and all keys k [B, Hkv, S, D], both rotated → [B, H, T, S]. */
    static Tensor weights(Attend a, Tensor q, Tensor k) {
        Dim batch = q.dim(0);
        Dim length = q.dim(2);
        Dim total = k.dim(2);
        Tensor scores = q.matmul(shared(k, q).transpose(2, 3)).mul(a.scale()); // [B, H, T, S]
        if (a.softcap().isPresent()) {
            double cap = a.softcap().getAsDouble();
            scores = scores.div(cap).tanh().mul(cap);
        }
        if (a.bias().isPresent()) {
            scores = scores.add(a.bias().get());
        }
        Optional<Tensor> seen = seen(q.backend(), a.mask(), batch, length, total);
        if (seen.isPresent()) {
            scores = seen.get().where(scores, q.backend().constant(new float[] {UNSEEN}).cast(scores.type()));
        }
        return scores.softmax();
    }

    /** Keys or values [B, Hkv, S, D], each head repeated for the queries that share it: [B, H, S, D]. */
    private static Tensor shared(Tensor x, Tensor queries) {
        long groups = queries.dim(1).value() / x.dim(1).value();
        return groups > 1 ? repeat(x, groups) : x;
    }

    /** [B or 1, 1, T, S] BOOL: which key each query sees; empty where all are seen. */
    private static Optional<Tensor> seen(Backend backend, Mask mask, Dim batch, Dim length, Dim total) {
        Optional<Tensor> seen = Optional.empty();
        if (mask.causal() || mask.window().isPresent()) {
            Tensor keys = backend.arange(Dim.of(0), total).reshape(Dim.of(1), total);
            // Query t stands at key S − T + t: counting both from their ends needs no subtraction of sizes.
            Tensor keysFromEnd = keys.sub(lastOf(backend, total));
            Tensor queries = backend.arange(Dim.of(0), length).reshape(length, Dim.of(1));
            Tensor queriesFromEnd = queries.sub(lastOf(backend, length));
            if (mask.causal()) {
                seen = Optional.of(keysFromEnd.lessOrEqual(queriesFromEnd));
            }
            if (mask.window().isPresent()) {
                Tensor near = queriesFromEnd.sub(mask.window().getAsInt()).less(keysFromEnd);
                seen = Optional.of(seen.isEmpty() ? near : and(seen.get(), near));
            }
        }
        if (mask.visible().isPresent()) {
            Dim queries = mask.visible().get().rank() == 3 ? length : Dim.of(1);
            Tensor visible = mask.visible().get().reshape(batch, Dim.of(1), queries, total);
            seen = Optional.of(seen.isEmpty() ? visible : and(visible, seen.get()));
        }
        return seen;
    }

    private static Tensor lastOf(Backend backend, Dim length) {
        return backend.arange(length, Dim.of(1)).sub(1).reshape(Dim.of(1), Dim.of(1));
    }

    private static Tensor and(Tensor a, Tensor b) {
        return a.where(b, a);
    }

    /** Each key head serves {@code groups} query heads that stand next to each other: [B, Hkv, S, D] → [B, Hkv · groups, S, D]. */
    private static Tensor repeat(Tensor x, long groups) {
        Dim n = Dim.of(groups);
        return x.reshape(x.dim(0), x.dim(1), Dim.of(1), x.dim(2), x.dim(3))
                .expand(x.dim(0), x.dim(1), n, x.dim(2), x.dim(3))
                .reshape(x.dim(0), x.dim(1).times(n), x.dim(2), x.dim(3));
    }

    static Tensor rotate(Tensor x, Rotary rotary) {
        Tensor cos = rotary.cos();
        Tensor sin = rotary.sin();
        Dim half = cos.dim(-1);
        long rotated = 2 * half.value();
        long size = x.dim(-1).value();
        if (cos.rank() == 3) { // [B, T, R/2] → [B, 1, T, R/2]
            cos = cos.reshape(cos.dim(0), Dim.of(1), cos.dim(1), half);
            sin = sin.reshape(sin.dim(0), Dim.of(1), sin.dim(1), half);
        }
        Tensor part = rotated == size ? x : x.slice(-1, 0, rotated);
        Tensor turned;
        if (rotary.interleaved()) {
            Tensor pairs = part.reshape(x.dim(0), x.dim(1), x.dim(2), half, Dim.of(2));
            Dim[] flat = {x.dim(0), x.dim(1), x.dim(2), half};
            Tensor even = pairs.slice(4, 0, 1).reshape(flat);
            Tensor odd = pairs.slice(4, 1, 1).reshape(flat);
            Dim[] column = {x.dim(0), x.dim(1), x.dim(2), half, Dim.of(1)};
            turned = Tensor.concat(4, even.mul(cos).sub(odd.mul(sin)).reshape(column), odd.mul(cos).add(even.mul(sin)).reshape(column))
                    .reshape(x.dim(0), x.dim(1), x.dim(2), Dim.of(rotated));
        } else {
            Tensor first = part.slice(-1, Dim.of(0), half);
            Tensor second = part.slice(-1, half, half);
            turned = Tensor.concat(-1, first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin)));
        }
        return rotated == size ? turned : Tensor.concat(-1, turned, x.slice(-1, rotated, size - rotated));
    }
}
