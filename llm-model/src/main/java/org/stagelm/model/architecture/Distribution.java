package org.stagelm.model.architecture;

import org.stagelm.api.layer.Initializer;

/** How first values are spread around 0. */
public enum Distribution {

    /** Equally likely up to a bound. */
    UNIFORM {
        @Override
        Initializer initializer(double variance) {
            double bound = Math.sqrt(3 * variance);
            return Initializer.uniform(-bound, bound);
        }
    },

    /** Gauss's bell. */
    NORMAL {
        @Override
        Initializer initializer(double variance) {
            return Initializer.normal(0, Math.sqrt(variance));
        }
    };

    abstract Initializer initializer(double variance);
}
