package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.stagelm.api.component.PresetSource;
import org.stagelm.core.json.Json;

/** The presets on the class path. */
public final class Presets {

    private final List<PresetSource> sources;

    private Presets(List<PresetSource> sources) {
        this.sources = sources;
    }

    public static Presets load() {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader()).orElse(Presets.class.getClassLoader());
        return new Presets(ServiceLoader.load(PresetSource.class, loader).stream().map(ServiceLoader.Provider::get).toList());
    }

    /** @param product what the slot holds */
    public List<String> names(Class<?> product) {
        return of(product).stream().flatMap(source -> source.names().stream()).toList();
    }

    /** @param product what the slot holds */
    public Optional<Preset> find(Class<?> product, String name) {
        return of(product).stream().filter(source -> source.names().contains(name)).findFirst().map(source -> read(source, name));
    }

    private List<PresetSource> of(Class<?> product) {
        return sources.stream().filter(source -> source.product() == product).toList();
    }

    private static Preset read(PresetSource source, String name) {
        try (InputStream json = source.open(name)) {
            JsonNode facts = Json.mapper().readTree(json);
            return new Preset(name, facts, (ObjectNode) facts.get("settings"));
        } catch (IOException e) {
            throw new UncheckedIOException("preset " + name + " of " + source.getClass().getName() + " cannot be read", e);
        }
    }
}
