package org.stagelm.training.loop;

import java.util.List;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.training.Objective;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.TrainingListener;

/** The object {@code training} of a config. */
public record TrainingSettings(
        @Setting(value = "optimizer steps of the whole run", unit = "steps", min = 1) long steps,
        @Setting(value = "rows in one batch", unit = "rows", min = 1) int batchSize,
        @Setting(value = "batches whose gradients are summed for one step", unit = "batches", min = 1) int gradientAccumulation,
        @Setting(value = "largest global norm of the gradients; 0: not clipped, nor measured", min = 0) double clipNorm,
        @Setting("how token ids are cut into batches") Choice<BatchLoaderFactory> loader,
        @Setting("what the model learns") Choice<Objective> objective,
        @Setting("how gradients change parameters") Choice<Optimizer> optimizer,
        @Setting("the learning rate over the run") Choice<Schedule> schedule,
        @Setting(value = "how often the validation loss is taken; 0: only at the end", unit = "steps", min = 0) long evalEvery,
        @Setting(value = "batches of the validation part it is taken over on the way, from its beginning; 0: all, as at the end of the"
                + " run", unit = "batches", min = 0) long evalBatches,
        @Setting(value = "how often a checkpoint is written; 0: only at the end", unit = "steps", min = 0) long checkpointEvery,
        @Setting(value = "checkpoints kept, the latest first", unit = "checkpoints", min = 1) int keepCheckpoints,
        @Setting("whether the model of the lowest validation loss is saved when it is met, and kept beside the latest") boolean keepBest,
        @Setting(value = "how often the model writes a text; 0: never", unit = "steps", min = 0) long sampleEvery,
        @Setting("what that text begins with") String samplePrompt,
        @Setting(value = "how long that text gets", unit = "tokens", min = 1) int sampleTokens,
        @Setting("who else is told what happens") List<Choice<TrainingListener>> listeners) {

    /** A small model's settings: nanoGPT's for characters of Shakespeare, where it names one. */
    public static TrainingSettings defaults() {
        return new TrainingSettings(2000, 12, 1, 1.0, Choice.of("random-windows"), Choice.of("next-token"), Choice.of("adamw"), Choice.of("cosine"),
                250, 20, 500, 2, true, 0, "\n", 200, List.of());
    }
}
