package org.stagelm.model.huggingface;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.model.attention.RopeScaling;
import org.stagelm.model.attention.RopeScaling.Kind;
import org.stagelm.model.attention.RotaryPosition;

/**
 * Rotary positions in a config: before transformers 5 {@code rope_theta}, {@code rope_scaling} and, for windows, {@code rope_local_base_freq}; since
 * then {@code rope_parameters}, for Gemma 3 one for each kind of layer.
 */
final class RopeConfig {

    private static final double THETA = 10_000;

    private RopeConfig() {}

    static RotaryPosition.Settings read(Fields config, LlamaFamily family) {
        Optional<Fields> parameters = config.object("rope_parameters");
        Optional<Fields> full = parameters.flatMap(p -> p.object("full_attention")).or(() -> parameters);
        double theta = config.number("rope_theta", family == LlamaFamily.GEMMA3 ? 1_000_000 : THETA);
        Optional<RopeScaling> scaling = full.or(() -> config.object("rope_scaling")).flatMap(RopeConfig::scaling);
        OptionalDouble local = OptionalDouble.empty();
        if (family == LlamaFamily.GEMMA3) {
            double before = config.number("rope_local_base_freq", THETA);
            local = OptionalDouble.of(parameters.flatMap(p -> p.object("sliding_attention")).map(p -> p.number("rope_theta", before)).orElse(before));
        }
        refusePartial(config);
        full.ifPresent(RopeConfig::refusePartial);
        return new RotaryPosition.Settings(full.map(p -> p.number("rope_theta", theta)).orElse(theta), false, 1, scaling, local);
    }

    private static void refusePartial(Fields rope) {
        if (rope.number("partial_rotary_factor", 1) != 1) {
            throw rope.unsupported("partial_rotary_factor", "1");
        }
    }

    private static Optional<RopeScaling> scaling(Fields rope) {
        String kind = rope.text("rope_type").or(() -> rope.text("type")).orElse("default");
        if (kind.equals("default")) {
            return Optional.empty();
        }
        Kind type = switch (kind) {
            case "linear" -> Kind.LINEAR;
            case "yarn" -> Kind.YARN;
            case "llama3" -> Kind.LLAMA3;
            default -> throw rope.unsupported(rope.isGiven("rope_type") ? "rope_type" : "type", "default, linear, yarn, llama3");
        };
        rope.refuse("mscale");
        rope.refuse("mscale_all_dim");
        rope.refuseOther("truncate", true);
        double amplitude = rope.number("attention_factor", 0);
        return Optional.of(new RopeScaling(type, rope.number("factor", 1), rope.optionalCount("original_max_position_embeddings", Fields.MOST_TOKENS),
                rope.number("low_freq_factor", 1), rope.number("high_freq_factor", 4), rope.number("beta_fast", 32), rope.number("beta_slow", 1),
                amplitude > 0 ? OptionalDouble.of(amplitude) : OptionalDouble.empty()));
    }

    /** False where transformers has no such rotation. */
    static boolean canWrite(RotaryPosition.Settings rope) {
        return !rope.interleaved() && rope.fraction() == 1 && rope.scaling().filter(s -> s.type() == Kind.NTK).isEmpty();
    }

    /** In the older form, which newer versions read too. */
    static void write(RotaryPosition.Settings rope, Map<String, Object> config) {
        config.put("rope_theta", rope.theta());
        rope.localTheta().ifPresent(theta -> config.put("rope_local_base_freq", theta));
        rope.scaling().ifPresent(scaling -> config.put("rope_scaling", scaling(scaling)));
    }

    private static Map<String, Object> scaling(RopeScaling scaling) {
        Map<String, Object> rope = new LinkedHashMap<>();
        rope.put("rope_type", scaling.type().name().toLowerCase(Locale.ROOT));
        rope.put("factor", scaling.factor());
        scaling.originalContext().ifPresent(context -> rope.put("original_max_position_embeddings", context));
        if (scaling.type() == Kind.LLAMA3) {
            rope.put("low_freq_factor", scaling.lowFrequencyFactor());
            rope.put("high_freq_factor", scaling.highFrequencyFactor());
        } else if (scaling.type() == Kind.YARN) {
            rope.put("beta_fast", scaling.betaFast());
            rope.put("beta_slow", scaling.betaSlow());
            scaling.attentionFactor().ifPresent(factor -> rope.put("attention_factor", factor));
        }
        return rope;
    }
}
