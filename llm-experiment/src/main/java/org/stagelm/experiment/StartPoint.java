package org.stagelm.experiment;

import java.util.Optional;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.run.RunFiles;

/**
 * Where a run begins.
 *
 * @param checkpoint the one it goes on from; empty begins at step 1
 */
record StartPoint(Optional<Checkpoint> checkpoint) {

    static StartPoint of(RunFiles files, boolean resume) {
        return new StartPoint(resume ? new Checkpoints(files.checkpoints()).newest() : Optional.empty());
    }
}
