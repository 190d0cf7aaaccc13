package org.stagelm.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.metrics.JsonLines;
import org.stagelm.training.testing.TinyRun;

class TrainerTest {

    @TempDir
    private Path temporary;

    private Path run(String name) {
        return temporary.resolve(name);
    }

    /** Gives the same batches in turn, for ever. */
    private static BatchLoader repeat(Batch... batches) {
        return new BatchLoader() {
            private long position;

            @Override
            public Batch next() {
                return batches[(int) (position++ % batches.length)];
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public void seek(long to) {
                position = to;
            }

            @Override
            public long batchesPerEpoch() {
                return batches.length;
            }
        };
    }

    private static final class Recorded implements TrainingListener {

        private final List<StepMetrics> steps = new ArrayList<>();

        @Override
        public void step(StepMetrics metrics) {
            steps.add(metrics);
        }
    }

    @Test
    void oneBatchIsLearnedByHeart() {
        Batch batch = new Batch(3, 4, new int[] {0, 3, 4, 5, 1, 3, 4, 5, 2, 6, 6, 6}, new int[] {3, 4, 5, 6, 3, 4, 5, 0, 6, 6, 6, 1});
        TrainingResult result = new TinyRun(run("a")).reading(repeat(batch)).withModel("{\"width\": 16, \"dropout\": 0}")
                .with("{\"steps\": 150, \"optimizer\": {\"type\": \"adamw\", \"learningRate\": 0.02}, \"schedule\": {\"type\": \"constant\"}}")
                .train().result();
        assertThat(result.trainLoss()).isLessThan(0.01);
    }

    @Test
    void twoBatchesOfFourLearnAsOneOfEight() {
        String sgd = "\"optimizer\": {\"type\": \"sgd\", \"learningRate\": 0.5}, \"steps\": 1, \"schedule\": \"constant\"}";
        TinyRun.Outcome two = new TinyRun(run("two")).on(new ReferenceEngine()).withModel("{\"dropout\": 0}")
                .with("{\"batchSize\": 4, \"gradientAccumulation\": 2, " + sgd).train();
        TinyRun.Outcome one = new TinyRun(run("one")).on(new ReferenceEngine()).withModel("{\"dropout\": 0}")
                .with("{\"batchSize\": 8, " + sgd).train();
        // The engine computes in double precision; the losses differ by rounding only, the parameters are read as float32.
        assertThat(two.result().trainLoss()).isEqualTo(one.result().trainLoss(), Offset.offset(1e-12));
        assertSame(two, one);
    }

    @Test
    void batchesCountByTheTargetsTheyHave() {
        int none = Batch.IGNORED;
        Batch full = new Batch(1, 4, new int[] {0, 1, 2, 3}, new int[] {1, 2, 3, 4});
        Batch sparse = new Batch(1, 4, new int[] {4, 5, 6, 0}, new int[] {none, none, none, 1});
        Batch empty = new Batch(1, 4, new int[] {4, 5, 6, 0}, new int[] {none, none, none, none});
        Batch both = new Batch(2, 4, new int[] {0, 1, 2, 3, 4, 5, 6, 0}, new int[] {1, 2, 3, 4, none, none, none, 1});
        String sgd = "\"optimizer\": {\"type\": \"sgd\", \"learningRate\": 0.5}, \"steps\": 1}";
        TinyRun.Outcome parts = new TinyRun(run("parts")).on(new ReferenceEngine()).withModel("{\"dropout\": 0}").reading(repeat(full, sparse, empty))
                .with("{\"batchSize\": 1, \"gradientAccumulation\": 3, " + sgd).train();
        TinyRun.Outcome whole = new TinyRun(run("whole")).on(new ReferenceEngine()).withModel("{\"dropout\": 0}").reading(repeat(both))
                .with("{\"batchSize\": 2, " + sgd).train();
        assertThat(parts.result().trainLoss()).isEqualTo(whole.result().trainLoss(), Offset.offset(1e-12)); // double precision
        assertSame(parts, whole);
    }

    private static void assertSame(TinyRun.Outcome a, TinyRun.Outcome b) {
        for (int i = 0; i < a.parameters().size(); i++) {
            assertThat(a.parameters().get(i)).containsExactly(b.parameters().get(i), Offset.offset(1e-7f)); // an ulp of float32
        }
    }

    @Test
    void clippingBoundsTheChangeByItsNorm() {
        Recorded recorded = new Recorded();
        TinyRun tiny = new TinyRun(run("a")).listening(recorded)
                .with("""
                        {"steps": 1, "clipNorm": 0.001, "schedule": "constant", "optimizer": {"type": "sgd", "learningRate": 1, "momentum": 0}}""");
        List<float[]> first;
        try (var bound = tiny.bound(Optional.empty())) {
            first = bound.trainable().stream().map(bound::read).toList();
        }
        List<float[]> last = tiny.train().parameters();
        double squares = 0;
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < first.get(i).length; j++) {
                squares += Math.pow(last.get(i)[j] - first.get(i)[j], 2);
            }
        }
        assertThat(recorded.steps.get(0).gradientNorm()).isGreaterThan(0.001);
        // Changes of 1e-5 are taken from values near 0.02 and 1 of float32, whose spacing is up to 1e-7: one part in a hundred.
        assertThat(Math.sqrt(squares)).isEqualTo(0.001, Offset.offset(1e-5));
    }

    @Test
    void withoutClippingTheNormIsNotMeasured() {
        Recorded recorded = new Recorded();
        TinyRun tiny = new TinyRun(run("a")).listening(recorded).with("{\"clipNorm\": 0}");
        tiny.train();
        assertThat(recorded.steps).hasSize(6).allMatch(step -> Double.isNaN(step.gradientNorm()));
        JsonLines.read(tiny.files().metrics(), line -> assertThat(line.has("gradientNorm")).isFalse());
    }

    @Test
    void evaluatingDoesNotChangeWhatIsLearned() {
        TinyRun.Outcome often = new TinyRun(run("often")).with("{\"evalEvery\": 1, \"keepBest\": false}").train();
        TinyRun.Outcome never = new TinyRun(run("never")).train();
        for (int i = 0; i < often.parameters().size(); i++) {
            assertThat(often.parameters().get(i)).containsExactly(never.parameters().get(i));
        }
    }

    @Test
    void metricsHoldEachStepAndEvaluation() {
        TinyRun tiny = new TinyRun(run("a")).with("{\"evalEvery\": 3, \"sampleEvery\": 2, \"samplePrompt\": \"x\"}");
        TrainingResult result = tiny.train().result();
        List<String> lines = new ArrayList<>();
        JsonLines.read(tiny.files().metrics(), line -> lines.add(line.get("step") + (line.has("loss") ? " loss" : " validation")));
        assertThat(lines).containsExactly("1 loss", "2 loss", "3 loss", "3 validation", "4 loss", "5 loss", "6 loss", "6 validation");
        List<Long> tokens = new ArrayList<>();
        JsonLines.read(tiny.files().metrics(), line -> tokens.add(line.path("tokens").asLong()));
        assertThat(tokens).containsExactly(20L, 40L, 60L, 0L, 80L, 100L, 120L, 0L); // 4 rows of 5
        List<String> samples = new ArrayList<>();
        JsonLines.read(tiny.files().samples(), line -> samples.add(line.get("step") + line.get("prompt").asText() + line.get("text").asText()));
        assertThat(samples).containsExactly("2xafter 2", "4xafter 4", "6xafter 6");
        assertThat(result.step()).isEqualTo(6);
        assertThat(result.validationLoss()).isPresent();
        assertThat(result.bestValidationLoss().getAsDouble()).isLessThanOrEqualTo(result.validationLoss().getAsDouble());
        assertThat(result.tokensPerSecond()).isPositive();
        assertThat(result.run()).isEqualTo(run("a"));
    }

    @Test
    void memoryStaysFlatAndIsGivenBack() {
        ReferenceEngine engine = TinyRun.float32();
        List<Long> living = new ArrayList<>();
        TinyRun tiny = new TinyRun(run("a")).on(engine)
                .with("{\"evalEvery\": 2, \"checkpointEvery\": 2, \"gradientAccumulation\": 2}")
                .listening(new TrainingListener() {
                    @Override
                    public void step(StepMetrics metrics) {
                        living.add(engine.livingTensors());
                    }
                });
        tiny.train();
        assertThat(living).hasSize(6);
        assertThat(living.stream().distinct()).hasSize(1);
        assertThat(engine.livingTensors()).isZero();
    }
}
