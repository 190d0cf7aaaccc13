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
 * @param bias set by the model from its position
 * @param dropouts set by the model; they count only while training
 * @param observer looks on
 */
public record Pass(Tensor positions, Mask mask, Optional<Cache> cache, Optional<RandomKey> random, Optional<Rotary> rotary, Optional<Tensor> bias,
        Dropouts dropouts, Optional<PassObserver> observer) {

    /** A pass as the model receives it, before it sets its signals. */
    public Pass(Tensor positions, Mask mask, Optional<Cache> cache, Optional<RandomKey> random) {
        this(positions, mask, cache, random, Optional.empty(), Optional.empty(), Dropouts.NONE, Optional.empty());
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

    public Pass withSignals(Optional<Rotary> rotary, Optional<Tensor> bias) {
        return new Pass(positions, mask, cache, random, rotary, bias, dropouts, observer);
    }

    public Pass withDropouts(Dropouts dropouts) {
        return new Pass(positions, mask, cache, random, rotary, bias, dropouts, observer);
    }

    public Pass observedBy(PassObserver observer) {
        return new Pass(positions, mask, cache, random, rotary, bias, dropouts, Optional.of(observer));
    }

    /** Dropout at one place, which its layer's path and {@code place} name; empty when not training or where the probability is 0. */
    public Optional<Dropout> dropout(String place, double probability) {
        return probability == 0 ? Optional.empty() : random.map(key -> new Dropout(probability, key.derive(LayerPath.current() + "/" + place)));
    }

    /** The keys and values of earlier passes, one pair for each attention. */
    public interface Cache {

        /**
         * @param path of the attention
         * @param batch rows
         * @param heads key-value heads
         * @param size of a head
         */
        KeyValue of(String path, Dim batch, int heads, int size);
    }
}
