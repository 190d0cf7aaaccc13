package org.stagelm.training.loop;

import java.util.List;
import org.stagelm.api.Progress;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.training.checkpoint.ModelWriter;
import org.stagelm.training.run.RunFolder;

/**
 * Where a run's results go.
 *
 * @param folder open for writing; its owner closes it
 * @param model writes the model's part of a checkpoint
 * @param samples called only where {@code training.sampleEvery} is not 0
 * @param listeners told after the run's own, in this order; what they throw ends the run
 * @param progress shows the steps
 */
public record RunOutput(RunFolder folder, ModelWriter model, SampleWriter samples, List<TrainingListener> listeners, Progress progress) {}
