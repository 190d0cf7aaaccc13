package org.stagelm.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.List;
import org.stagelm.api.Progress;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.loader.SlidingWindowComponent;
import org.stagelm.tokenizers.shard.PreparedData;
import org.stagelm.training.loop.Learning;
import org.stagelm.training.loop.TrainingData;
import org.stagelm.training.run.RunFolder;

/**
 * How the parts of a training run come to be. A user of the library replaces what he wants to be otherwise with {@link Experiment#with}: the engine, the
 * corpus, the tokenizer, the batches, the listeners.
 */
final class ExperimentModule extends AbstractModule {

    private final Registry registry;
    private final ExperimentSettings settings;
    private final RunFolder run;
    private final boolean resume;
    private final Progress progress;

    ExperimentModule(Registry registry, ExperimentSettings settings, RunFolder run, boolean resume, Progress progress) {
        this.registry = registry;
        this.settings = settings;
        this.run = run;
        this.resume = resume;
        this.progress = progress;
    }

    @Override
    protected void configure() {
        bind(Registry.class).toInstance(registry);
        bind(ExperimentSettings.class).toInstance(settings);
        bind(RunFolder.class).toInstance(run);
        bind(Progress.class).toInstance(progress);
        bind(StartPoint.class).toInstance(StartPoint.of(run.files(), resume));
    }

    @Provides
    @Singleton
    Engine engine() {
        return registry.make(settings.backend(), registry.context());
    }

    @Provides
    @Singleton
    Corpus corpus() {
        return registry.make(settings.corpus(), registry.context());
    }

    @Provides
    @Singleton
    TokenizerFactory tokenizerFactory() {
        return registry.make(settings.tokenizer(), registry.context());
    }

    @Provides
    @Singleton
    Tokenizer tokenizer(RunTokenizer run) {
        return run.loadOrTrain();
    }

    @Provides
    @Singleton
    PreparedData data(RunTokens tokens) {
        return tokens.prepare();
    }

    @Provides
    @Singleton
    TrainingData batches(PreparedData data) {
        int context = RunModel.context(settings);
        int rows = settings.training().batchSize();
        RandomKey key = RunModel.batchKey(settings);
        BatchLoaderFactory loaders = registry.make(settings.training().loader(), registry.context());
        BatchLoaderFactory validating = loaders.everyTargetOnce().orElseGet(SlidingWindowComponent::everyTokenOnce);
        return new TrainingData(loaders.over(data.training(), rows, context, key),
                data.validation().map(ids -> validating.over(ids, rows, context, key)));
    }

    @Provides
    @Singleton
    Learning learning() {
        return Learning.of(settings.training(), registry);
    }

    @Provides
    @Singleton
    List<TrainingListener> listeners() {
        return settings.training().listeners().stream().map(choice -> registry.make(choice, registry.context())).toList();
    }
}
