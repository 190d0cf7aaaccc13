package org.stagelm.api.layer;

import java.util.Optional;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

/**
 * What one run through a model carries beside the activations.
 *
 * @param positions INT64 [T] or [B, T]: where in the text each token stands
 * @param mask which keys are seen, causality aside, which is the attention's own matter
 * @param cache keys and values of earlier passes
 * @param random present while training: switches dropout on
 * @param rotary set by the model from its position
 * @param localRotary the same for attentions that look at a window; empty where those turn like the others
 * @param bias set by the model from its position
 * @param dropouts set by the model; they count only while training
 * @param observer looks on
 */
public record Pass(Tensor positions, Mask mask, Optional<Cache> cache, Optional<RandomKey> random, Optional<Rotary> rotary,
        Optional<Rotary> localRotary, Optional<Tensor> bias, Dropouts dropouts, Optional<PassObserver> observer) {

    /** A pass as the model receives it, before it sets its signals. */
    public Pass(Tensor positions, Mask mask, Optional<Cache> cache, Optional<RandomKey> random) {
        this(positions, mask, cache, random, Optional.empty(), Optional.empty(), Optional.empty(), Dropouts.NONE, Optional.empty());
    }

    /** A pass that evaluates: no cache, no dropout. */
    public static Pass evaluate(Tensor positions) {
        return new Pass(positions, Mask.NONE, Optional.empty(), Optional.empty());
    }

    /** A pass that trains: dropout follows {@code key}. */
    public static Pass train(Tensor positions, RandomKey key) {
        return new Pass(positions, Mask.NONE, Optional.empty(), Optional.of(key));
    }

    /** A pass that goes on where the cache ends. */
    public static Pass cached(Tensor positions, Cache cache) {
        return new Pass(positions, Mask.NONE, Optional.of(cache), Optional.empty());
    }

    public Pass withSignals(Optional<Rotary> rotary, Optional<Rotary> localRotary, Optional<Tensor> bias) {
        return new Pass(positions, mask, cache, random, rotary, localRotary, bias, dropouts, observer);
    }

    public Pass withDropouts(Dropouts dropouts) {
        return new Pass(positions, mask, cache, random, rotary, localRotary, bias, dropouts, observer);
    }

    public Pass observedBy(PassObserver observer) {
        return new Pass(positions, mask, cache, random, rotary, localRotary, bias, dropouts, Optional.of(observer));
    }

    /** How many tokens an attention sees, those of earlier passes included. */
    public Dim keys() {
        Dim own = positions.dim(-1);
        return cache.isPresent() ? cache.get().length().plus(own) : own;
    }

    /** Dropout at one place, which its layer's path and {@code place} name; empty when not training or where the probability is 0. */
    public Optional<Dropout> dropout(String place, double probability) {
        return probability == 0 ? Optional.empty() : random.map(key -> new Dropout(probability, key.derive(LayerPath.current() + "/" + place)));
    }

    /** The keys and values of earlier passes, one pair for each attention. */
    public interface Cache {

        /** How many tokens earlier passes have read, padding included. */
        Dim length();

        /**
         * @param path of the attention
         * @param batch rows
         * @param heads key-value heads
         * @param size of a head
         */
        KeyValue of(String path, Dim batch, int heads, int size);
    }
}
