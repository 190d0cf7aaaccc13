package org.stagelm.torch;

import org.stagelm.api.component.Setting;

/** Settings of the engine {@code torch}. */
public record TorchSettings(
        @Setting(value = "threads of one operation; 0: one for each available processor", min = 0, max = 1024) int threads,
        @Setting("element type of activations; parameters are trained in float32 always") FloatType dtype,
        @Setting("where it runs: cpu, cuda, or cuda:1 for the second graphics card") String device) {

    public static final TorchSettings DEFAULTS = new TorchSettings(0, FloatType.FLOAT32, "cpu");
}
