package org.stagelm.api.component;

import java.io.InputStream;
import java.util.List;

/**
 * Named choices that a jar brings for a slot, such as published models: {@code {"type": "preset", "name": "gpt2-small"}} stands for the settings the
 * preset has, and what else is given beside the name takes their place. Found by {@link java.util.ServiceLoader}.
 */
public interface PresetSource {

    /** What the slot holds. */
    Class<?> product();

    /** Kebab-case, in the order to be listed in. */
    List<String> names();

    /**
     * The JSON of one of {@link #names()}: {@code settings}, an object with {@code type} as a config has it; {@code source}, where the numbers come
     * from; for a model {@code vocabulary}, the published number of token ids, and {@code parameters}, the published number of parameters.
     */
    InputStream open(String name);
}
