package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/**
 * Who takes part in a step of Adam may change from step to step. With betas of 0, Adam moves each value by the learning rate against its gradient.
 */
class AdamTest {

    private static final double RATE = 0.5;

    private final Engine engine = TorchEngine.open(2);
    private final List<Tensor> variables = new ArrayList<>();
    private final List<List<Tensor>> moments = new ArrayList<>();

    @BeforeEach
    void threeVariables() {
        try (Scope scope = engine.scope()) {
            for (int i = 0; i < 3; i++) {
                variables.add(engine.variable(engine.constant(new float[] {10})));
                Tensor zero = engine.constant(new float[] {0});
                moments.add(List.of(engine.fixed(zero), engine.fixed(zero)));
            }
        }
    }

    @AfterEach
    void close() {
        variables.forEach(Tensor::close);
        moments.forEach(pair -> pair.forEach(Tensor::close));
    }

    @Test
    void aVariableThatTakesNoPartInAStepStays() {
        step(variables);
        step(variables.subList(0, 2));
        step(variables);
        assertThat(values()).containsExactly(10 - 3 * RATE, 10 - 3 * RATE, 10 - 2 * RATE);
    }

    @Test
    void theOrderOfTheVariablesMayChange() {
        step(variables);
        List<Tensor> turned = List.of(variables.get(2), variables.get(0), variables.get(1));
        List<List<Tensor>> turnedMoments = List.of(moments.get(2), moments.get(0), moments.get(1));
        backward(turned);
        engine.adam(turned, turnedMoments, adam());
        assertThat(values()).containsExactly(10 - 2 * RATE, 10 - 2 * RATE, 10 - 2 * RATE);
    }

    @Test
    void otherMomentsTakeThePlaceOfTheOld() {
        step(variables);
        List<List<Tensor>> others = new ArrayList<>();
        try (Scope scope = engine.scope()) {
            Tensor zero = engine.constant(new float[] {0});
            variables.forEach(v -> others.add(List.of(engine.fixed(zero), engine.fixed(zero))));
        }
        backward(variables);
        engine.adam(variables, others, adam());
        assertThat(others).allSatisfy(pair -> assertThat(engine.doubles(pair.get(0))).containsExactly(1));
        others.forEach(pair -> pair.forEach(Tensor::close));
    }

    /** A step in which the gradient of each of {@code taking} is 1. */
    private void step(List<Tensor> taking) {
        backward(taking);
        engine.adam(variables, moments, adam());
        engine.clearGradients(variables);
    }

    private void backward(List<Tensor> taking) {
        engine.clearGradients(variables);
        try (Recording recording = engine.record()) {
            recording.backward(taking.stream().reduce(Tensor::add).orElseThrow(), 1);
        }
    }

    private static AdamStep adam() {
        return new AdamStep(RATE, 0, 0, 0, 0, true, 1);
    }

    private List<Double> values() {
        return variables.stream().map(v -> engine.doubles(v)[0]).toList();
    }
}
