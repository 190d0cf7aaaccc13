package org.stagelm.core.registry;

import java.nio.file.Path;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;

/** The context of components that are no part of a model. */
public record RootContext(Registry registry) implements BuildContext {

    @Override
    public <T> T make(Choice<T> choice) {
        return registry.make(choice, this);
    }

    @Override
    public Path path(String path) {
        return path.equals("~") || path.startsWith("~/") ? Path.of(System.getProperty("user.home") + path.substring(1)) : Path.of(path);
    }
}
