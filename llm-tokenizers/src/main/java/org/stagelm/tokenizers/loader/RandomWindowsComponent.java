package org.stagelm.tokenizers.loader;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;

/** {@code random-windows}: each row begins at a random place of the text. The default for pretraining, as in nanoGPT. */
@AutoService(BatchLoaderComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class RandomWindowsComponent implements BatchLoaderComponent<RandomWindowsComponent.Settings> {

    /** Nothing to set. */
    public record Settings() {}

    @Override
    public String type() {
        return "random-windows";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public BatchLoaderFactory create(Settings settings, BuildContext context) {
        return RandomWindows::new;
    }
}
