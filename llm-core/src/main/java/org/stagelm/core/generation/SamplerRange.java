package org.stagelm.core.generation;

import org.stagelm.api.UserError;

/** The ranges of the samplers' numbers, which come from the command line as well as from configs. */
final class SamplerRange {

    private SamplerRange() {}

    static void check(String name, Number value, boolean within, String range) {
        if (!within) {
            throw new UserError(name + " is " + value + ", but must be " + range);
        }
    }
}
