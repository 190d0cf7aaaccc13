package org.stagelm.api.slots;

import java.util.List;
import org.stagelm.api.component.Component;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.CorpusComponent;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.generation.SamplerComponent;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.BlockComponent;
import org.stagelm.api.layer.BlockFactory;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FeedForwardComponent;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.InitializationComponent;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.ModelComponent;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.NormComponent;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;
import org.stagelm.api.training.ListenerComponent;
import org.stagelm.api.training.Objective;
import org.stagelm.api.training.ObjectiveComponent;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.OptimizerComponent;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;
import org.stagelm.api.training.TrainingListener;

/** All slots, in the order of the way of the data. */
public final class Slots {

    private static final List<Slot<?>> ALL = List.of(
            slot("backend", Engine.class, EngineComponent.class),
            slot("corpus", Corpus.class, CorpusComponent.class),
            slot("tokenizer", TokenizerFactory.class, TokenizerComponent.class),
            slot("loader", BatchLoaderFactory.class, BatchLoaderComponent.class),
            slot("model", LanguageModel.class, ModelComponent.class),
            slot("block", BlockFactory.class, BlockComponent.class),
            slot("position", Position.class, PositionComponent.class),
            slot("norm", Norm.class, NormComponent.class),
            slot("attention", Attention.class, AttentionComponent.class),
            slot("feedForward", FeedForward.class, FeedForwardComponent.class),
            slot("activation", Activation.class, ActivationComponent.class),
            slot("initialization", Initialization.class, InitializationComponent.class),
            slot("objective", Objective.class, ObjectiveComponent.class),
            slot("optimizer", Optimizer.class, OptimizerComponent.class),
            slot("schedule", Schedule.class, ScheduleComponent.class),
            slot("sampler", Sampler.class, SamplerComponent.class),
            slot("listener", TrainingListener.class, ListenerComponent.class));

    private Slots() {}

    public static List<Slot<?>> all() {
        return ALL;
    }

    @SuppressWarnings("unchecked") // a service's class literal is raw
    private static <T> Slot<T> slot(String name, Class<T> product, Class<?> service) {
        return new Slot<>(name, product, (Class<? extends Component<?, ?, ?>>) service);
    }
}
