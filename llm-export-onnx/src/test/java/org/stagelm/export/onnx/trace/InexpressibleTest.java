package org.stagelm.export.onnx.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiFunction;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.BoundModel;
import org.stagelm.export.onnx.OddModel;
import org.stagelm.testkit.reference.ReferenceEngine;

/** What a graph cannot express is refused by a message that names the layer. */
class InexpressibleTest {

    private final Engine engine = new ReferenceEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    /** Traces a model with this layer; its parameters are as before afterwards. */
    private AbstractThrowableAssert<?, ?> refused(BiFunction<Tensor, Pass, Tensor> layer) {
        try (BoundModel bound = BoundModel.initialize(new OddModel(layer), engine, 1)) {
            AbstractThrowableAssert<?, ?> refusal = assertThatThrownBy(() -> ModelTrace.trace(bound.model())).isInstanceOf(UserError.class)
                    .hasMessageContaining("cannot be exported: layer layers.0.odd");
            assertThat(bound.model().parameters()).allMatch(parameter -> parameter.value().backend() == engine);
            return refusal;
        }
    }

    @Test
    void theNumberBehindAnOpenSize() {
        refused((x, pass) -> x.mul(1.0 / x.dim(1).value())).hasMessageContaining("the value of sequence_length");
        refused((x, pass) -> x.reshape(Dim.of(x.shape().elements()))).hasMessageContaining("the value of batch_size");
    }

    @Test
    void aTensorOfAnEngine() {
        Tensor kept = engine.fixed(engine.constant(new float[] {2}));
        refused((x, pass) -> x.mul(kept)).hasMessageContaining("no part of this pass");
        kept.close();
    }

    @Test
    void dropoutInEvaluation() {
        refused((x, pass) -> x.backend().dropout(x, new Dropout(0.5, new RandomKey(1)))).hasMessageContaining("Pass.random()");
    }

    @Test
    void stateBesideTheCache() {
        refused((x, pass) -> x.backend().state("counts", 0, Shape.of(8)).append(x)).hasMessageContaining("counts")
                .hasMessageContaining("Pass.cache()");
    }

    @Test
    void operandsOfTwoTypes() {
        refused((x, pass) -> x.add(pass.positions().reshape(x.dim(0), x.dim(1), Dim.of(1)))).hasMessageContaining("FLOAT32")
                .hasMessageContaining("INT64");
        refused((x, pass) -> Tensor.concat(2, x, x.cast(DType.FLOAT64))).hasMessageContaining("FLOAT64");
    }
}
