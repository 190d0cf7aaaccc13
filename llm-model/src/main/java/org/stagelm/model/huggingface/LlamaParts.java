package org.stagelm.model.huggingface;

import java.util.Optional;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.GeGlu;
import org.stagelm.model.architecture.NormPlacement;
import org.stagelm.model.architecture.ResidualBlock;
import org.stagelm.model.architecture.RmsNorm;
import org.stagelm.model.architecture.SwiGlu;
import org.stagelm.model.attention.GroupedQueryAttention;
import org.stagelm.model.attention.MultiHeadAttention;
import org.stagelm.model.attention.MultiQueryAttention;
import org.stagelm.model.attention.ProjectedSettings;
import org.stagelm.model.attention.RotaryPosition;
import org.stagelm.model.attention.SlidingWindowAttention;

/**
 * The parts of a decoder that is one of {@link LlamaFamily}.
 *
 * @param hidden width between the projections of the feed-forward
 */
record LlamaParts(LlamaFamily family, RotaryPosition.Settings rope, RmsNorm.Settings norm, ProjectedSettings attention,
        Optional<SlidingWindowAttention.Settings> window, int hidden, boolean feedForwardBias) {

    /** Empty where transformers has no such decoder. */
    static Optional<LlamaParts> of(Decoder.Settings settings) {
        Optional<RotaryPosition.Settings> rope = Part.of(settings.position(), "rope", RotaryPosition.Settings.class).filter(RopeConfig::canWrite);
        Optional<RmsNorm.Settings> norm = Part.of(settings.norm(), "rms-norm", RmsNorm.Settings.class);
        Optional<ResidualBlock.Settings> block = Part.of(settings.block(), "residual", ResidualBlock.Settings.class).filter(b -> !b.parallel());
        Optional<SlidingWindowAttention.Settings> window = Part.of(settings.attention(), "sliding-window", SlidingWindowAttention.Settings.class);
        Optional<ProjectedSettings> attention = window.<ProjectedSettings>map(w -> w)
                .or(() -> Part.of(settings.attention(), "multi-head", MultiHeadAttention.Settings.class))
                .or(() -> Part.of(settings.attention(), "multi-query", MultiQueryAttention.Settings.class))
                .or(() -> Part.of(settings.attention(), "grouped-query", GroupedQueryAttention.Settings.class));
        if (rope.isEmpty() || norm.isEmpty() || block.isEmpty() || attention.isEmpty() || !settings.finalNorm() || settings.headBias()) {
            return Optional.empty();
        }
        boolean headNorm = attention.get().queryKeyNorm().isPresent();
        if (headNorm && !attention.get().queryKeyNorm().get().settings().equals(settings.norm().settings())) {
            return Optional.empty(); // theirs has one kind of norm and one eps
        }
        Optional<SwiGlu.Settings> swiglu = Part.of(settings.feedForward(), "swiglu", SwiGlu.Settings.class);
        if (swiglu.isPresent()) {
            return plain(settings, rope.get(), norm.get(), block.get(), attention.get(), window)
                    .filter(family -> family == LlamaFamily.LLAMA || !swiglu.get().bias())
                    .map(family -> new LlamaParts(family, rope.get(), norm.get(), attention.get(), window, swiglu.get().hiddenIn(settings.width()),
                            swiglu.get().bias()));
        }
        Optional<GeGlu.Settings> geglu = Part.of(settings.feedForward(), "geglu", GeGlu.Settings.class)
                .filter(g -> !g.bias() && g.activation().type().equals("gelu-tanh"));
        return geglu.flatMap(g -> gemma(settings, rope.get(), norm.get(), block.get(), window)
                .map(family -> new LlamaParts(family, rope.get(), norm.get(), attention.get(), window, g.hiddenIn(settings.width()), false)));
    }

    private static Optional<LlamaFamily> plain(Decoder.Settings settings, RotaryPosition.Settings rope, RmsNorm.Settings norm,
            ResidualBlock.Settings block, ProjectedSettings attention, Optional<SlidingWindowAttention.Settings> window) {
        boolean bias = attention.bias();
        boolean outputBias = attention.outputBias().orElse(bias);
        boolean headNorm = attention.queryKeyNorm().isPresent();
        if (block.norms() != NormPlacement.BEFORE || norm.unitOffset() || rope.localTheta().isPresent() || settings.embeddingScale().isPresent()
                || settings.logitSoftcap().isPresent() || attention.scale().isPresent() || attention.softcap().isPresent()) {
            return Optional.empty();
        }
        if (window.isPresent()) {
            return window.get().fullEvery() == 0 && !bias && !outputBias && !headNorm ? Optional.of(LlamaFamily.MISTRAL) : Optional.empty();
        }
        if (headNorm) {
            return bias == outputBias ? Optional.of(LlamaFamily.QWEN3) : Optional.empty();
        }
        return bias == outputBias ? Optional.of(LlamaFamily.LLAMA) : bias ? Optional.of(LlamaFamily.QWEN2) : Optional.empty();
    }

    private static Optional<LlamaFamily> gemma(Decoder.Settings settings, RotaryPosition.Settings rope, RmsNorm.Settings norm,
            ResidualBlock.Settings block, Optional<SlidingWindowAttention.Settings> window) {
        boolean scaled = settings.embeddingScale().isPresent()
                && Math.abs(settings.embeddingScale().getAsDouble() - Math.sqrt(settings.width())) < 1e-6;
        boolean whole = window.isPresent() && window.get().scale().isPresent() && isWhole(1 / Math.pow(window.get().scale().getAsDouble(), 2));
        if (block.norms() != NormPlacement.AROUND || !norm.unitOffset() || !scaled || !whole || window.get().outputBias().orElse(window.get().bias())
                != window.get().bias()) {
            return Optional.empty();
        }
        boolean headNorm = window.get().queryKeyNorm().isPresent();
        if (headNorm) {
            return rope.localTheta().isPresent() ? Optional.of(LlamaFamily.GEMMA3) : Optional.empty();
        }
        return rope.localTheta().isEmpty() && window.get().fullEvery() == 2 ? Optional.of(LlamaFamily.GEMMA2) : Optional.empty();
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) < 1e-6;
    }
}
