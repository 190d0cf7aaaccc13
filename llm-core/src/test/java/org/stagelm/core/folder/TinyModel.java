package org.stagelm.core.folder;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.ModelComponent;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;

/** The smallest model that has all that folders and generation must get right: two embeddings, one cached attention, a head that may be tied. */
public final class TinyModel extends LanguageModel {

    private final Settings settings;
    private final Parameter embedding;
    private final Parameter positions;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Optional<Linear> head;

    private TinyModel(Settings settings, LayerContext given) {
        super(given);
        this.settings = settings;
        LayerContext context = given.initializedBy((role, dimensions, shape) -> Initializer.normal(0, 1));
        long width = settings.width();
        this.embedding = context.parameter("embedding.weight", Role.EMBEDDING, dimensions().vocabulary(), width);
        this.positions = context.parameter("position.weight", Role.EMBEDDING, settings.context(), width);
        this.query = context.linear("q_proj", Role.MATRIX, settings.width(), settings.width(), true);
        this.key = context.linear("k_proj", Role.MATRIX, settings.width(), settings.width(), true);
        this.value = context.linear("v_proj", Role.MATRIX, settings.width(), settings.width(), true);
        this.head = settings.tied() ? Optional.empty()
                : Optional.of(context.linear("lm_head", Role.HEAD, settings.width(), dimensions().vocabulary(), false));
    }

    public static LanguageModel build(Settings settings, int vocabulary) {
        Choice<LanguageModel> choice = new Choice<>("tiny-for-tests", Optional.of(settings), Optional.of(LanguageModel.class));
        return ModelBuilder.build(Registry.load(), choice, vocabulary);
    }

    @Override
    protected Tensor forward(Tensor ids, Pass pass) {
        Tensor x = embedding.value().gather(ids).add(positions.value().gather(pass.positions())); // [B, T, W]
        Optional<KeyValue> cache = pass.cache().filter(c -> settings.attention()).map(c -> c.of("attn", ids.dim(0),
                settings.heads(), settings.width() / settings.heads()));
        if (!settings.attention()) {
            return x;
        }
        Tensor attended = new Attend(heads(query.apply(x)), heads(key.apply(x)), heads(value.apply(x)), Optional.empty(), cache, Optional.empty(),
                new Mask(true, pass.mask().window(), pass.mask().visible()), 1 / Math.sqrt(settings.width() / (double) settings.heads()),
                OptionalDouble.empty(), Optional.empty()).compute();
        return x.add(attended.transpose(1, 2).reshape(x.dim(0), x.dim(1), x.dim(2)));
    }

    /** [B, T, W] → [B, H, T, W / H]. */
    private Tensor heads(Tensor x) {
        return x.reshape(x.dim(0), x.dim(1), Dim.of(settings.heads()), Dim.of(settings.width() / settings.heads())).transpose(1, 2);
    }

    @Override
    protected Tensor project(Tensor hidden) {
        return head.isPresent() ? head.get().apply(hidden) : hidden.linear(embedding.value(), Optional.empty());
    }

    @Override
    public FolderLayout layout() {
        if (!settings.packed()) {
            return super.layout();
        }
        List<StoredTensor> tensors = new ArrayList<>(List.of(
                StoredTensor.of("transformer.wte.weight", "embedding.weight"),
                StoredTensor.of("transformer.wpe.weight", "position.weight"),
                new StoredTensor("transformer.h.0.attn.c_attn.weight", List.of("q_proj.weight", "k_proj.weight", "v_proj.weight"), true),
                new StoredTensor("transformer.h.0.attn.c_attn.bias", List.of("q_proj.bias", "k_proj.bias", "v_proj.bias"), false)));
        head.ifPresent(h -> tensors.add(StoredTensor.of("lm_head.weight", "lm_head.weight")));
        return new FolderLayout(Map.of("model_type", "tiny", "vocab_size", dimensions().vocabulary()), tensors);
    }

    /**
     * @param packed true: laid out as in GPT-2; false: under its own names
     * @param attention false: positions do not see each other, and the model asks for no cache
     */
    public record Settings(int width, int heads, int context, boolean tied, boolean packed, boolean attention) implements DimensionSettings {

        public static final Settings TIED = new Settings(8, 2, 16, true, true, true);
        public static final Settings OWN_HEAD = new Settings(8, 2, 16, false, true, true);

        @Override
        public Dimensions dimensions() {
            return new Dimensions(1, width, context, heads, width / heads, 0);
        }
    }

    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(ModelComponent.class)
    public static final class Plugin implements ModelComponent<Settings> {

        @Override
        public String type() {
            return "tiny-for-tests";
        }

        @Override
        public Settings defaults() {
            return Settings.TIED;
        }

        @Override
        public LanguageModel create(Settings settings, LayerContext context) {
            return new TinyModel(settings, context);
        }
    }
}
