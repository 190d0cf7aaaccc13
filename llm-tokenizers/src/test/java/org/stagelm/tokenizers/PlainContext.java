package org.stagelm.tokenizers;

import java.nio.file.Path;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;

/** A context for components without slots. */
public record PlainContext() implements BuildContext {

    @Override
    public <T> T make(Choice<T> choice) {
        throw new IllegalStateException("no slots here");
    }

    @Override
    public Path path(String path) {
        return Path.of(path);
    }
}
