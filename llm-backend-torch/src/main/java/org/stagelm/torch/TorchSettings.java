package org.stagelm.torch;

import org.stagelm.api.component.Setting;

/** Settings of the engine {@code torch}. */
public record TorchSettings(
        @Setting(value = "threads of one operation; 0: one for each available processor", min = 0, max = 1024) int threads,
        @Setting("element type of parameters and activations: float32") String dtype,
        @Setting("where it runs: cpu") String device) {

    public static final TorchSettings DEFAULTS = new TorchSettings(0, "float32", "cpu");
}
