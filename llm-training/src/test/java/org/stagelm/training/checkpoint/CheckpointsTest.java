package org.stagelm.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.loop.Learning;
import org.stagelm.training.testing.TinyRun;

class CheckpointsTest {

    private static final RunTerms TERMS = new RunTerms(1, 4, 1, 5, "test-windows", "next-token", "adamw");

    @TempDir
    private Path temporary;

    private final OptimizerState none = OptimizerState.zeros(new ReferenceEngine(), List.of(),
            Learning.of(new TinyRun(null).settings(), TinyRun.REGISTRY).optimizer());

    private Checkpoints checkpoints() {
        return new Checkpoints(temporary.resolve("checkpoints"));
    }

    private static TrainingState at(long step) {
        TrainingState state = TrainingState.start(TERMS);
        for (int i = 0; i < step; i++) {
            state = state.stepped(i + 1, 20, 2.5, 0.1);
        }
        return state;
    }

    private Checkpoint write(TrainingState state) {
        return checkpoints().write(state, none, folder -> Files.writeString(folder.resolve("model"), "" + state.step()));
    }

    private List<Long> steps() {
        return checkpoints().all().stream().map(Checkpoint::step).toList();
    }

    @Test
    void theLatestAndTheBestAreKept() {
        TrainingState best = at(2).evaluated(1.5);
        write(at(1));
        write(best);
        for (long step = 3; step <= 6; step++) {
            TrainingState state = new TrainingState(TERMS, step, step, step, 2, best.validationLoss(), best.best(), 0, 0).evaluated(1.5 + step);
            write(state);
            checkpoints().keep(2, state.best());
        }
        assertThat(steps()).containsExactly(2L, 5L, 6L);
        assertThat(checkpoints().newest().map(Checkpoint::step)).contains(6L);
        assertThat(checkpoints().best().map(Checkpoint::step)).contains(2L);
        try (var children = Files.list(temporary.resolve("checkpoints"))) {
            assertThat(children).hasSize(3);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theStateIsReadBackAsItWasWritten() {
        TrainingState state = at(3).evaluated(1.25).withSeconds(7.5);
        assertThat(write(state).state()).isEqualTo(state);
        TrainingState notEvaluated = at(4);
        assertThat(write(notEvaluated).state()).isEqualTo(notEvaluated);
    }

    @Test
    void stepsBeyondAMillionStayInOrder() {
        for (long step : new long[] {999_999, 1_000_000, 1_000_001}) {
            write(new TrainingState(TERMS, step, 0, 0, 1, at(0).validationLoss(), Optional.empty(), 0, 0));
        }
        assertThat(steps()).containsExactly(999_999L, 1_000_000L, 1_000_001L);
    }

    @Test
    void aFailedWriteLeavesTheEarlierOnesAndNothingElse() throws IOException {
        write(at(1));
        assertThatThrownBy(() -> checkpoints().write(at(2), none, folder -> {
            Files.writeString(folder.resolve("model"), "half");
            throw new IOException("No space left on device");
        })).isInstanceOf(UserError.class).hasMessageContaining("step-000002").hasMessageContaining("No space left on device");
        try (var children = Files.list(temporary.resolve("checkpoints"))) {
            assertThat(children.map(child -> child.getFileName().toString())).containsExactly("step-000001");
        }
    }

    @Test
    void ofEqualLossesTheEarlierIsTheBest() {
        TrainingState first = at(1).evaluated(1.5);
        TrainingState second = first.stepped(2, 20, 2, 0.1).evaluated(1.5);
        assertThat(second.best().orElseThrow().step()).isEqualTo(1);
        assertThat(second.isBest()).isFalse();
    }

    @Test
    void aBrokenStateNamesFileAndKey() throws IOException {
        Path file = write(at(1)).folder().resolve("training.json");
        Files.writeString(file, Files.readString(file).replace("\"position\" : 1", "\"position\" : \"x\""));
        assertThatThrownBy(() -> checkpoints().newest().orElseThrow().state()).isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("\"position\" must be a whole number");
        Files.writeString(file, "{\"version\": 99}");
        assertThatThrownBy(() -> checkpoints().newest().orElseThrow().state()).isInstanceOf(UserError.class).hasMessageContaining("format 99");
    }

    @Test
    void theBestModelIsSavedWhenItIsMet() {
        TinyRun run = new TinyRun(temporary.resolve("run"))
                .with("{\"steps\": 12, \"evalEvery\": 1, \"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1}, \"keepCheckpoints\": 1}");
        run.train();
        TrainingState end = run.checkpoints().newest().orElseThrow().state();
        assertThat(end.step()).isEqualTo(12);
        assertThat(run.checkpoints().best().orElseThrow().step()).isEqualTo(end.best().orElseThrow().step());
        assertThat(run.checkpoints().best().orElseThrow().state().validationLoss().getAsDouble()).isEqualTo(end.best().get().validationLoss());
        assertThat(run.checkpoints().all().size()).isLessThanOrEqualTo(2);
    }
}
