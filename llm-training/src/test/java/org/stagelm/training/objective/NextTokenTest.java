package org.stagelm.training.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stagelm.api.data.Batch;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Objective;
import org.stagelm.core.model.BoundModel;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.testing.TinyRun;

class NextTokenTest {

    private final Engine engine = new ReferenceEngine();
    private final Objective objective = new NextTokenComponent().create(new NextTokenComponent.Settings(), null);
    private final BoundModel bound = new TinyRun(null).on(engine).bound(Optional.empty());
    private final Batch batch = new Batch(2, 3, new int[] {1, 2, 3, 4, 5, 6}, new int[] {2, 3, Batch.IGNORED, 5, 6, 0});

    private double loss(Optional<RandomKey> random) {
        try (Scope scope = engine.scope()) {
            return engine.doubles(objective.loss(bound.model(), batch, engine, random))[0];
        }
    }

    @Test
    void isTheMeanNegativeLogProbabilityOfTheTargetsThatCount() {
        double sum = 0;
        try (Scope scope = engine.scope()) {
            Pass pass = Pass.evaluate(engine.arange(Dim.of(0), Dim.of(3)));
            double[] logits = engine.doubles(bound.model().logits(engine.ids(batch.inputs(), 2, 3), pass));
            for (int i = 0; i < 6; i++) {
                if (batch.targets()[i] != Batch.IGNORED) {
                    double total = 0;
                    for (int j = 0; j < TinyRun.VOCABULARY; j++) {
                        total += Math.exp(logits[i * TinyRun.VOCABULARY + j]);
                    }
                    sum -= logits[i * TinyRun.VOCABULARY + batch.targets()[i]] - Math.log(total);
                }
            }
        }
        assertThat(loss(Optional.empty())).isEqualTo(sum / 5, Offset.offset(1e-12)); // both in double precision
    }

    @Test
    void isTakenInFloat32WhereTheModelComputesInLess() {
        for (DType type : new DType[] {DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64}) {
            Engine narrow = new ReferenceEngine(type);
            try (BoundModel other = new TinyRun(null).on(narrow).bound(Optional.empty()); Scope scope = narrow.scope()) {
                Pass pass = Pass.evaluate(narrow.arange(Dim.of(0), Dim.of(3)));
                assertThat(other.model().logits(narrow.ids(batch.inputs(), 2, 3), pass).type()).isEqualTo(type);
                Tensor loss = objective.loss(other.model(), batch, narrow, Optional.empty());
                assertThat(loss.type()).isEqualTo(type == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
            }
        }
    }

    @Test
    void dropsOutOnlyWithAKeyAndAlwaysTheSame() {
        double evaluated = loss(Optional.empty());
        double trained = loss(Optional.of(new RandomKey(1)));
        assertThat(trained).isNotEqualTo(evaluated).isEqualTo(loss(Optional.of(new RandomKey(1)))).isNotEqualTo(loss(Optional.of(new RandomKey(2))));
    }
}
