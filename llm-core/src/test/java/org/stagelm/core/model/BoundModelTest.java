package org.stagelm.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.folder.TinyModel;
import org.stagelm.testkit.reference.ReferenceEngine;

/** In which type a model's parameters are held, and in which they are computed with. */
class BoundModelTest {

    private final LanguageModel model = TinyModel.build(TinyModel.Settings.TIED, 257);

    @Test
    void whatIsTrainedIsHeldInFloat32AtLeast() {
        for (DType type : List.of(DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64)) {
            try (Engine engine = new ReferenceEngine(type); BoundModel bound = BoundModel.initialize(model, engine, 1);
                    Scope scope = engine.scope()) {
                DType held = type == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
                assertThat(bound.trainable()).allMatch(parameter -> parameter.stored().type() == held && parameter.value().type() == type);
            }
        }
    }

    @Test
    void whereTheTypesAreTheSameNothingIsCast() {
        for (Engine engine : List.of(new ReferenceEngine(DType.FLOAT32), new ReferenceEngine())) {
            try (engine; BoundModel bound = BoundModel.initialize(model, engine, 1)) {
                assertThat(bound.trainable()).allMatch(parameter -> parameter.value() == parameter.stored());
            }
        }
    }

    @Test
    void whatOnlyGeneratesIsHeldOnceInTheTypeOfTheEngine() {
        try (Engine engine = new ReferenceEngine(DType.BFLOAT16); BoundModel bound = generating(engine); Scope scope = engine.scope()) {
            assertThat(bound.trainable()).allMatch(parameter -> parameter.stored().type() == DType.BFLOAT16)
                    .allMatch(parameter -> parameter.value() == parameter.stored());
        }
    }

    @Test
    void trainingAndGenerationComputeTheSame() {
        try (Engine engine = new ReferenceEngine(DType.BFLOAT16)) {
            double[] trained;
            try (BoundModel bound = BoundModel.bind(model, engine, Purpose.TRAINING, BoundModelTest::values)) {
                trained = logits(bound);
            }
            try (BoundModel bound = generating(engine)) {
                assertThat(logits(bound)).containsExactly(trained);
            }
        }
    }

    @Test
    void gradientsPassThroughTheCast() {
        try (Engine engine = new ReferenceEngine(DType.BFLOAT16); BoundModel bound = BoundModel.initialize(model, engine, 1)) {
            try (Recording recording = engine.record()) {
                Tensor logits = bound.model().logits(engine.ids(new int[] {1, 2, 3}, 1, 3), Pass.evaluate(engine.arange(Dim.of(0), Dim.of(3))));
                recording.backward(logits.cast(DType.FLOAT32).crossEntropy(engine.ids(new int[] {2, 3, 4}, 1, 3), -100), 1);
            }
            assertThat(bound.trainable()).allSatisfy(parameter ->
                    assertThat(engine.gradient(parameter.stored()).map(Tensor::type)).as(parameter.path()).contains(DType.FLOAT32));
        }
    }

    private BoundModel generating(Engine engine) {
        return BoundModel.bind(model, engine, Purpose.GENERATION, BoundModelTest::values);
    }

    /** Numbers that bfloat16 has to round. */
    private static float[] values(Parameter parameter) {
        float[] values = new float[(int) parameter.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + parameter.path().length());
        }
        return values;
    }

    private static double[] logits(BoundModel bound) {
        Engine engine = bound.engine();
        try (Scope scope = engine.scope()) {
            return engine.doubles(bound.model().logits(engine.ids(new int[] {5, 6, 7}, 1, 3), Pass.evaluate(engine.arange(Dim.of(0), Dim.of(3)))));
        }
    }
}
