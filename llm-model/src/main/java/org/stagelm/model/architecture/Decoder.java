package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionSettings;
import org.stagelm.api.layer.Block;
import org.stagelm.api.layer.BlockFactory;
import org.stagelm.api.layer.BlockParts;
import org.stagelm.api.layer.Dropouts;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.ModelComponent;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** A stack of equal blocks between an embedding and a head: GPT-2, Llama and what lies between, by the parts that are chosen. */
public final class Decoder extends LanguageModel {

    private final Settings settings;
    private final Embedding embedding;
    private final Position position;
    private final List<Block> blocks;
    private final Optional<Norm> norm;
    private final Optional<Linear> head; // empty where the embedding is the head
    private final Optional<Parameter> headBias; // of an embedding that is the head

    Decoder(LayerContext plain, Settings settings) {
        super(plain);
        this.settings = settings;
        LayerContext context = plain.initializedBy(plain.make(settings.initialization()));
        embedding = new Embedding(context.child("embedding"));
        position = context.make("position", settings.position());
        BlockFactory block = context.make(settings.block());
        BlockParts parts = new BlockParts(settings.norm(), settings.attention(), settings.feedForward());
        LayerContext layers = context.child("layers");
        blocks = IntStream.range(0, settings.layers()).mapToObj(i -> block.create(parts, layers.block(i))).toList();
        norm = settings.finalNorm() ? Optional.of(context.make("norm", settings.norm())) : Optional.empty();
        boolean tied = settings.tieEmbeddings();
        head = tied ? Optional.empty()
                : Optional.of(context.linear("lm_head", Role.HEAD, settings.width(), dimensions().vocabulary(), settings.headBias()));
        headBias = tied && settings.headBias() ? Optional.of(context.child("lm_head").parameter("bias", Role.BIAS, dimensions().vocabulary()))
                : Optional.empty();
    }

    @Override
    protected Tensor forward(Tensor ids, Pass plain) {
        Pass pass = plain.withSignals(position.rotary(plain.positions()), position.localRotary(plain.positions()), position.bias(plain))
                .withDropouts(settings.dropouts());
        Tensor rows = embedding.apply(ids); // [B, T, width]
        Tensor embedded = settings.embeddingScale().isPresent() ? rows.mul(settings.embeddingScale().getAsDouble()) : rows;
        pass.observer().ifPresent(o -> o.embedded(embedded));
        Tensor positioned = position.embed(embedded, pass.positions());
        pass.observer().ifPresent(o -> o.positioned(positioned));
        Tensor x = positioned.dropout(pass.dropout("embedding", pass.dropouts().embedding()));
        for (Block block : blocks) {
            try (Scope scope = x.backend().scope()) { // what a block computes on its way is freed with the block
                x = scope.keep(settings.recompute() ? x.recompute(t -> block.apply(t, pass)) : block.apply(x, pass));
            }
        }
        return norm.isPresent() ? norm.get().apply(x) : x;
    }

    @Override
    protected Tensor project(Tensor hidden) {
        Tensor logits = head.isPresent() ? head.get().apply(hidden) : embedding.scores(hidden, headBias.map(Parameter::value));
        if (settings.logitSoftcap().isEmpty()) {
            return logits;
        }
        double cap = settings.logitSoftcap().getAsDouble();
        return logits.div(cap).tanh().mul(cap);
    }

    /** The layout of the first other library that knows such a decoder, so that it opens the folder too; else the model's own. */
    @Override
    public FolderLayout layout() {
        return ServiceLoader.load(DecoderLayout.class).stream()
                .flatMap(l -> l.get().layout(settings, dimensions()).stream())
                .filter(this::holdsEveryParameter)
                .findFirst()
                .orElseGet(super::layout);
    }

    /** False where an adapter has added parameters of its own. */
    private boolean holdsEveryParameter(FolderLayout layout) {
        List<String> stored = layout.tensors().stream().flatMap(t -> t.parameters().stream()).sorted().toList();
        return stored.equals(parameters().stream().filter(Parameter::trainable).map(Parameter::path).sorted().toList());
    }

    public record Settings(
            @Setting(value = "number of blocks", min = 1) int layers,
            @Setting(value = "size of the vector that stands for a token between the blocks", min = 1) int width,
            @Setting(value = "longest text the model sees at once", unit = "tokens", min = 1) int context,
            @Setting(value = "share of activations set to zero while training", min = 0, below = 1) double dropout,
            @Setting(value = "dropout on the embeddings, where it differs", min = 0, below = 1) OptionalDouble embeddingDropout,
            @Setting(value = "dropout on the attention weights, where it differs", min = 0, below = 1) OptionalDouble attentionDropout,
            @Setting(value = "dropout on what a block adds, where it differs", min = 0, below = 1) OptionalDouble residualDropout,
            @Setting("the head uses the token embeddings instead of a matrix of its own") boolean tieEmbeddings,
            @Setting("the head adds a bias for each token") boolean headBias,
            @Setting(value = "factor on the token embeddings, such as the root of the width", above = 0) OptionalDouble embeddingScale,
            @Setting(value = "logits become softcap · tanh(logit / softcap), which bounds them", above = 0) OptionalDouble logitSoftcap,
            @Setting("a norm stands before the head") boolean finalNorm,
            @Setting("training keeps of each block only what goes in and computes the rest again on the way back: the memory of one block"
                    + " instead of all, for about a third more time") boolean recompute,
            @Setting("how the model knows where a token stands") Choice<Position> position,
            @Setting("how activations are normalised, before each part of a block and before the head") Choice<Norm> norm,
            @Setting("how positions see each other") Choice<Attention> attention,
            @Setting("what each position computes alone") Choice<FeedForward> feedForward,
            @Setting("how norm, attention and feed-forward are joined") Choice<BlockFactory> block,
            @Setting("the first values of the parameters") Choice<Initialization> initialization) implements DimensionSettings {

        @Override
        public Dimensions dimensions() {
            Optional<AttentionSettings> heads = attention.settings().filter(AttentionSettings.class::isInstance).map(AttentionSettings.class::cast);
            return new Dimensions(layers, width, context, heads.map(AttentionSettings::heads).orElse(0),
                    heads.map(h -> h.headSizeIn(width)).orElse(0), 0);
        }

        public Dropouts dropouts() {
            return new Dropouts(embeddingDropout.orElse(dropout), attentionDropout.orElse(dropout), residualDropout.orElse(dropout));
        }
    }

    /** Type {@code decoder}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(ModelComponent.class)
    public static final class Plugin implements ModelComponent<Settings> {

        @Override
        public String type() {
            return "decoder";
        }

        /** Of Llama's shape, which learns more from the same text than GPT-2's, in a size that two cores train. */
        @Override
        public Settings defaults() {
            return new Settings(4, 256, 256, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), true, false,
                    OptionalDouble.empty(), OptionalDouble.empty(), true, false, Choice.of("rope"), Choice.of("rms-norm"), Choice.of("multi-head"),
                    Choice.of("swiglu"), Choice.of("residual"), Choice.of("gpt2"));
        }

        @Override
        public LanguageModel create(Settings settings, LayerContext context) {
            return new Decoder(context, settings);
        }
    }
}
