package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.AttentionSettings;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Tensor;

/**
 * Attention without weights: each vector is query, key and value at once, and becomes a mean of all by how much they are alike (Raschka 2024, section
 * 3.3). To be looked at more than to be trained: nothing of it learns.
 */
public final class SimplifiedAttention extends Attention {

    private final Settings settings;
    private final int width;

    SimplifiedAttention(LayerContext context, Settings settings) {
        super(context);
        this.settings = settings;
        this.width = context.dimensions().width();
        if (!settings.masked()) {
            SingleHeadAttention.warn(context);
        }
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        return settings.normalization() == Normalization.SUM ? bySum(x, pass) : bySoftmax(x, pass);
    }

    private Tensor bySoftmax(Tensor x, Pass pass) {
        Tensor head = x.reshape(x.dim(0), Dim.of(1), x.dim(1), Dim.of(width));
        Optional<KeyValue> cache = settings.masked() ? pass.cache().map(c -> c.of(path(), x.dim(0), 1, width)) : Optional.empty();
        Mask mask = new Mask(settings.masked(), pass.mask().window(), pass.mask().visible());
        Attend attend = new Attend(head, head, head, pass.rotary(), cache, pass.bias(), mask, scale(), OptionalDouble.empty(),
                pass.dropout("weights", pass.dropouts().attention()));
        pass.observer().ifPresent(o -> o.attending(path(), attend));
        return attend.compute().reshape(x.dim(0), x.dim(1), Dim.of(width));
    }

    /** The dot product of each vector with each, q · k. */
    static Tensor scores(Tensor x) {
        return x.matmul(x.transpose(1, 2)); // [B, T, T]
    }

    /** Divided by their sum, which is the first thing that comes to mind. Scores may be negative and sums near 0: hence softmax. */
    private Tensor bySum(Tensor x, Pass pass) {
        if (pass.rotary().isPresent() || pass.bias().isPresent()) {
            throw new UserError("the attention simplified, normalised by the sum, cannot tell places by rope or alibi: choose the position none,"
                    + " learned or sinusoidal");
        }
        Backend backend = x.backend();
        Tensor scores = scores(x).mul(scale());
        Tensor zero = backend.constant(new float[] {0}).cast(scores.type());
        if (settings.masked()) {
            Dim length = x.dim(1);
            Tensor places = backend.arange(Dim.of(0), length);
            scores = places.reshape(Dim.of(1), length).lessOrEqual(places.reshape(length, Dim.of(1))).where(scores, zero);
        }
        if (pass.mask().visible().isPresent()) {
            Tensor visible = pass.mask().visible().get();
            scores = (visible.rank() == 3 ? visible : visible.reshape(visible.dim(0), Dim.of(1), visible.dim(1))).where(scores, zero);
        }
        return scores.div(scores.sum(-1, true)).matmul(x);
    }

    private double scale() {
        return settings.scaled() ? 1 / Math.sqrt(width) : 1;
    }

    /** How scores become weights that sum to 1. */
    public enum Normalization {

        /** By the exponential function, so that all are positive. */
        SOFTMAX,

        /** By dividing by the sum. */
        SUM
    }

    public record Settings(
            @Setting("scores are divided by the root of the width") boolean scaled,
            @Setting("how scores become weights") Normalization normalization,
            @Setting("a token sees none after its own") boolean masked) implements AttentionSettings {

        @Override
        public int heads() {
            return 1;
        }

        @Override
        public int headSizeIn(int width) {
            return width;
        }
    }

    /** Type {@code simplified}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "simplified";
        }

        @Override
        public Settings defaults() {
            return new Settings(true, Normalization.SOFTMAX, true);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new SimplifiedAttention(context, settings);
        }
    }
}
