package org.stagelm.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the model's part of a checkpoint: parameters, config and tokenizer. */
@FunctionalInterface
public interface ModelWriter {

    /** @param folder exists and is empty; it gets its final name later */
    void write(Path folder) throws IOException;
}
