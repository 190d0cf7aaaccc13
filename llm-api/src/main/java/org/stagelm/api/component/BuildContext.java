package org.stagelm.api.component;

import java.nio.file.Path;

/** What a component may use while it is created. */
public interface BuildContext {

    /** Creates what fills a slot of the settings. */
    <T> T make(Choice<T> choice);

    /** Resolves a path of the user's: relative to the working directory, {@code ~} being the home directory. */
    Path path(String path);
}
