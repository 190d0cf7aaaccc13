package org.stagelm.api.tensor;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that one attention computes, so that a backend may do it in one kernel: rotate queries and keys, append to the cache, then
 * softmax(scale · QKᵀ + bias, masked) V (Vaswani et al. 2017, eq. 1).
 *
 * @param query [B, H, T, D]
 * @param key [B, Hkv, T, D]; Hkv divides H, each key head serves H / Hkv query heads
 * @param value [B, Hkv, T, D]
 * @param rotary rotates query and key before anything else
 * @param cache earlier keys (rotated) and values
 * @param bias added to the scores; broadcasts to [B, H, T, S]
 * @param mask which keys are seen
 * @param scale of the scores, usually 1 / √D
 * @param softcap scores become softcap · tanh(score / softcap)
 * @param dropout on the attention weights
 */
public record Attend(Tensor query, Tensor key, Tensor value, Optional<Rotary> rotary, Optional<KeyValue> cache, Optional<Tensor> bias, Mask mask,
        double scale, OptionalDouble softcap, Optional<Dropout> dropout) {

    /** Checks the shapes and computes: [B, H, T, D]. */
    public Tensor compute() {
        Shapes.attend(query.shape(), key.shape(), value.shape());
        return query.backend().attend(this);
    }

    /**
     * The attention weights alone, softmax of the scores [B, H, T, S], to look at: by primitives, without dropout.
     *
     * @throws IllegalStateException with a cache, to which {@link #compute} alone appends
     */
    public Tensor weights() {
        if (cache.isPresent()) {
            throw new IllegalStateException("the weights of an attention are shown without a cache");
        }
        Shapes.attend(query.shape(), key.shape(), value.shape());
        return DefaultBodies.weights(this, rotated(query), rotated(key));
    }

    private Tensor rotated(Tensor x) {
        return rotary.isPresent() ? x.backend().rotate(x, rotary.get()) : x;
    }
}
