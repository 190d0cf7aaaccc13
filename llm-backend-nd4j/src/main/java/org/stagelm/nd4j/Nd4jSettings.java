package org.stagelm.nd4j;

import org.stagelm.api.component.Setting;

/** Settings of the engine {@code nd4j}. */
public record Nd4jSettings(
        @Setting(value = "threads of one operation; 0: one for each available processor", min = 0, max = 1024) int threads) {

    public static final Nd4jSettings DEFAULTS = new Nd4jSettings(0);
}
