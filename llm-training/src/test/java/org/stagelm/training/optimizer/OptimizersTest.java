package org.stagelm.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Optimizer;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Each optimizer against its paper's formula, written out here for one number in double precision. */
class OptimizersTest {

    /** Both sides compute in double precision; the order of operations differs. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static final int STEPS = 5;
    private static final double RATE = 0.05;
    private static final double DECAY = 0.1;
    private static final float[] FIRST = {0.5f, -1.25f, 2f, 0.75f};

    private final ReferenceEngine engine = new ReferenceEngine();
    private final Parameter matrix = parameter("weight", Role.MATRIX, 2, 2);
    private final Parameter gain = parameter("gain", Role.GAIN, 4);

    private Parameter parameter(String name, Role role, long... shape) {
        Parameter parameter = new Parameter(name, role, Initializer.constant(0), shape);
        try (Scope scope = engine.scope()) {
            parameter.bind(engine.variable(engine.constant(FIRST, shape)));
        }
        return parameter;
    }

    /** What an optimizer makes of θ where the gradient is 2θ, for {@value #STEPS} steps. */
    private interface Formula {
        double apply(double gradient, double value, int step);
    }

    private static double[] expected(Supplier<Formula> formula) {
        double[] values = new double[FIRST.length];
        for (int i = 0; i < values.length; i++) {
            Formula ofElement = formula.get();
            values[i] = FIRST[i];
            for (int step = 1; step <= STEPS; step++) {
                values[i] = ofElement.apply(2 * values[i], values[i], step);
            }
        }
        return values;
    }

    private void run(Optimizer optimizer) {
        List<Parameter> parameters = List.of(matrix, gain);
        List<Tensor> variables = parameters.stream().map(Parameter::value).toList();
        List<List<Tensor>> state = new ArrayList<>();
        try (Scope scope = engine.scope()) {
            for (Parameter parameter : parameters) {
                state.add(optimizer.state().stream().map(name -> engine.fixed(engine.constant(new float[4], parameter.shape()))).toList());
            }
        }
        for (int step = 1; step <= STEPS; step++) {
            try (Recording recording = engine.record()) {
                Tensor squares = matrix.value().square().sum(0, false).sum(0, false).add(gain.value().square().sum(0, false));
                recording.backward(squares, 1);
            }
            optimizer.update(engine, parameters, state, RATE, step);
            engine.clearGradients(variables);
        }
    }

    private void assertValues(Parameter parameter, double[] expected) {
        assertThat(engine.doubles(parameter.stored())).containsExactly(expected, ROUNDING);
    }

    private static Formula sgd(double momentum, double decay) {
        double[] velocity = new double[1];
        return (gradient, value, step) -> {
            velocity[0] = momentum * velocity[0] + gradient + decay * value;
            return value - RATE * velocity[0];
        };
    }

    /** Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2 where decoupled. */
    private static Formula adam(double beta1, double beta2, double decay, boolean decoupled) {
        double[] m = new double[1];
        double[] v = new double[1];
        return (gradient, value, step) -> {
            double g = decoupled ? gradient : gradient + decay * value;
            m[0] = beta1 * m[0] + (1 - beta1) * g;
            v[0] = beta2 * v[0] + (1 - beta2) * g * g;
            double change = m[0] / (1 - Math.pow(beta1, step)) / (Math.sqrt(v[0] / (1 - Math.pow(beta2, step))) + 1e-8);
            return value - RATE * (change + (decoupled ? decay * value : 0));
        };
    }

    @Test
    void sgdWithoutMomentumFollowsTheGradient() {
        run(new Sgd(new SgdComponent.Settings(RATE, 0, 0)));
        assertValues(matrix, expected(() -> sgd(0, 0)));
    }

    @Test
    void sgdKeepsMomentumAndDecaysMatricesOnly() {
        run(new Sgd(new SgdComponent.Settings(RATE, 0.9, DECAY)));
        assertValues(matrix, expected(() -> sgd(0.9, DECAY)));
        assertValues(gain, expected(() -> sgd(0.9, 0)));
    }

    @Test
    void sgdWithoutMomentumHasNoState() {
        assertThat(new Sgd(new SgdComponent.Settings(RATE, 0, 0)).state()).isEmpty();
    }

    @Test
    void adamAddsDecayToTheGradientOfMatrices() {
        run(new AdamComponent().create(new AdamSettings(RATE, List.of(0.8, 0.95), 1e-8, DECAY), null));
        assertValues(matrix, expected(() -> adam(0.8, 0.95, DECAY, false)));
        assertValues(gain, expected(() -> adam(0.8, 0.95, 0, false)));
    }

    @Test
    void adamwDecaysMatricesApartFromTheGradient() {
        run(new AdamWComponent().create(new AdamSettings(RATE, List.of(0.9, 0.99), 1e-8, DECAY), null));
        assertValues(matrix, expected(() -> adam(0.9, 0.99, DECAY, true)));
        assertValues(gain, expected(() -> adam(0.9, 0.99, 0, true)));
    }

    @Test
    void aParameterWithoutGradientStays() {
        Optimizer optimizer = new Sgd(new SgdComponent.Settings(RATE, 0, DECAY));
        optimizer.update(engine, List.of(matrix), List.of(List.of()), RATE, 1);
        double[] first = {FIRST[0], FIRST[1], FIRST[2], FIRST[3]};
        assertThat(engine.doubles(matrix.stored())).containsExactly(first);
    }

    @Test
    void badBetasAreReportedUnderTheirKey() {
        List<String> problems = new ArrayList<>();
        for (List<Double> betas : Arrays.asList(List.of(0.9), List.of(0.9, 1.0), List.of(-0.1, 0.9))) {
            new AdamWComponent().check(new AdamSettings(RATE, betas, 1e-8, 0), Dimensions.NONE, (key, message) -> problems.add(key));
        }
        assertThat(problems).containsExactly("betas", "betas", "betas");
    }
}
