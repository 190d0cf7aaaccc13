package org.stagelm.training.objective;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.data.Batch;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Objective;
import org.stagelm.api.training.ObjectiveComponent;

/**
 * {@code next-token}: the cross-entropy, in nats, of each token given those before it, averaged over the targets that are not {@link Batch#IGNORED}.
 * It is taken in float32 at least: in bfloat16 the losses of two steps would mostly be the same number.
 */
@AutoService(ObjectiveComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class NextTokenComponent implements ObjectiveComponent<NextTokenComponent.Settings> {

    /** {@code next-token} has no settings. */
    public record Settings() {}

    @Override
    public String type() {
        return "next-token";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Objective create(Settings settings, BuildContext context) {
        return NextTokenComponent::loss;
    }

    private static Tensor loss(LanguageModel model, Batch batch, Engine engine, Optional<RandomKey> random) {
        Tensor ids = engine.ids(batch.inputs(), batch.rows(), batch.length()); // [B, T]
        Tensor targets = engine.ids(batch.targets(), batch.rows(), batch.length()); // [B, T]
        Tensor logits = model.logits(ids, pass(batch, engine, random)); // [B, T, vocabulary]
        return logits.cast(logits.type().atLeast(DType.FLOAT32)).crossEntropy(targets, Batch.IGNORED);
    }

    /** Positions that count from the beginning of each document, and a mask that shows a token its own document. */
    private static Pass pass(Batch batch, Engine engine, Optional<RandomKey> random) {
        Dim rows = Dim.of(batch.rows());
        Dim length = Dim.of(batch.length());
        Tensor places = engine.arange(Dim.of(0), length); // [T]
        if (batch.starts().isEmpty()) {
            return new Pass(places, Mask.NONE, Optional.empty(), random);
        }
        Tensor starts = engine.ids(batch.starts().get(), batch.rows(), batch.length()); // [B, T]
        Tensor same = starts.reshape(rows, length, Dim.of(1)).equal(starts.reshape(rows, Dim.of(1), length)); // [B, T, T]
        return new Pass(places.sub(starts), new Mask(false, OptionalInt.empty(), Optional.of(same)), Optional.empty(), random);
    }
}
