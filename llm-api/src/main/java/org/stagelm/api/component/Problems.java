package org.stagelm.api.component;

/** Collects the faults of a config, so that all of them are reported at once. */
@FunctionalInterface
public interface Problems {

    /**
     * @param key the settings key at fault, below the settings being checked; empty for the settings as a whole
     * @param message what is wrong and how to mend it
     */
    void add(String key, String message);
}
