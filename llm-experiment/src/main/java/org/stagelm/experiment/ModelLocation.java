package org.stagelm.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.stagelm.api.UserError;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.run.RunFiles;

/** Finds the model folder a user means by a path. */
final class ModelLocation {

    private ModelLocation() {}

    /**
     * @param path a model folder, or a run folder, which stands for its checkpoint of the lowest validation loss, or the newest where none was taken
     * @throws UserError where it is neither
     */
    static Path of(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UserError(path + (Files.exists(path) ? " is a file; a run folder or a model folder is needed" : " does not exist"));
        }
        if (ModelFolder.isModelFolder(path)) {
            return path;
        }
        Checkpoints checkpoints = new Checkpoints(new RunFiles(path).checkpoints());
        return checkpoints.best().or(checkpoints::newest).map(Checkpoint::folder).orElseThrow(() -> new UserError(path
                + " is neither a model folder (config.json and model.safetensors) nor a run folder with a checkpoint"));
    }
}
