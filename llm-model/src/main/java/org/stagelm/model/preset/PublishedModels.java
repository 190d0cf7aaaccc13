package org.stagelm.model.preset;

import com.google.auto.service.AutoService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.stagelm.api.component.PresetSource;
import org.stagelm.api.layer.LanguageModel;

/** Models that were published with their weights, as they are built. A file beside this class for each; {@code index} lists them. */
@AutoService(PresetSource.class)
public final class PublishedModels implements PresetSource {

    private static final String INDEX = "index";

    @Override
    public Class<?> product() {
        return LanguageModel.class;
    }

    @Override
    public List<String> names() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource(INDEX), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String name) {
        return resource(name + ".json");
    }

    private static InputStream resource(String file) {
        InputStream stream = PublishedModels.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalArgumentException("there is no " + file + " beside " + PublishedModels.class.getName());
        }
        return stream;
    }
}
