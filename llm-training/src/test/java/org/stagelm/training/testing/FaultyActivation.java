package org.stagelm.training.testing;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** {@code test-faulty}: the identity, until a test breaks it. */
@AutoService(ActivationComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class FaultyActivation implements ActivationComponent<FaultyActivation.Settings> {

    private static volatile Fault fault = Fault.NONE;

    /** No settings. */
    public record Settings() {}

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** log 0. */
        VALUE,
        /** √0, whose value is finite and whose gradient is not. */
        GRADIENT
    }

    /** From now on. */
    public static void set(Fault now) {
        fault = now;
    }

    @Override
    public String type() {
        return "test-faulty";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return FaultyActivation::apply;
    }

    private static Tensor apply(Tensor x) {
        return switch (fault) {
            case NONE -> x;
            case VALUE -> x.sub(x).log();
            case GRADIENT -> x.add(x.sub(x).sqrt());
        };
    }
}
