package org.stagelm.model.attention;

import java.util.OptionalInt;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.AttentionSettings;

/** Settings of {@link SelfAttention} and {@link CausalAttention}. */
public record SingleHeadSettings(
        @Setting(value = "size of queries, keys and values; the width where not given", min = 1) OptionalInt headSize,
        @Setting("projections have a bias") boolean bias) implements AttentionSettings {

    static final SingleHeadSettings DEFAULTS = new SingleHeadSettings(OptionalInt.empty(), false);

    @Override
    public int heads() {
        return 1;
    }

    @Override
    public int headSizeIn(int width) {
        return headSize.orElse(width);
    }
}
