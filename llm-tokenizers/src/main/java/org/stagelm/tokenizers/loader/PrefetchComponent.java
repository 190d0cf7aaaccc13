package org.stagelm.tokenizers.loader;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/** {@code prefetch}: the batches of another loader, made ahead on a thread of their own. */
@AutoService(BatchLoaderComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class PrefetchComponent implements BatchLoaderComponent<PrefetchComponent.Settings> {

    public record Settings(
            @Setting("whose batches") Choice<BatchLoaderFactory> loader,
            @Setting(value = "the most that wait", unit = "batches", min = 1) int batches) {}

    @Override
    public String type() {
        return "prefetch";
    }

    @Override
    public Settings defaults() {
        return new Settings(Choice.of("random-windows"), 4);
    }

    @Override
    public BatchLoaderFactory create(Settings settings, BuildContext context) {
        return new Factory(context.make(settings.loader()), settings.batches());
    }

    private record Factory(BatchLoaderFactory source, int batches) implements BatchLoaderFactory {

        @Override
        public BatchLoader over(TokenSequence tokens, int rows, int context, RandomKey key) {
            return new PrefetchingLoader(source.over(tokens, rows, context, key), batches);
        }

        @Override
        public Optional<BatchLoaderFactory> everyTargetOnce() {
            return source.everyTargetOnce();
        }
    }
}
