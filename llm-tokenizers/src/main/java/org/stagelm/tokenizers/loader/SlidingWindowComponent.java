package org.stagelm.tokenizers.loader;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;

/** {@code sliding-window}: windows a fixed number of tokens apart, so that an epoch passes over the text once. */
@AutoService(BatchLoaderComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class SlidingWindowComponent implements BatchLoaderComponent<SlidingWindowComponent.Settings> {

    public record Settings(
            @Setting(value = "tokens from the beginning of one window to that of the next; 0: the context, so that windows do not overlap",
                    unit = "tokens", min = 0) int stride,
            @Setting("a new order in each epoch") boolean shuffle,
            @Setting("leaves out what does not fill a window, and windows that do not fill a batch; otherwise the last window is shorter, and the"
                    + " last batch of an epoch may have fewer rows") boolean dropLast) {}

    @Override
    public String type() {
        return "sliding-window";
    }

    @Override
    public Settings defaults() {
        return new Settings(0, true, true);
    }

    @Override
    public BatchLoaderFactory create(Settings settings, BuildContext context) {
        return factory(settings);
    }

    /** In one epoch, every token but the first is a target exactly once, in order: what a whole validation is taken over. */
    public static BatchLoaderFactory everyTokenOnce() {
        return factory(new Settings(0, false, false));
    }

    private static BatchLoaderFactory factory(Settings settings) {
        return (tokens, rows, context, key) -> new SlidingWindows(settings, tokens, rows, context, key);
    }
}
