package org.stagelm.training.run;

import java.nio.file.Path;

/** Where the files of a run lie. */
public record RunFiles(Path folder) {

    /** The resolved config. */
    public Path config() {
        return folder.resolve("config.json");
    }

    /** One JSON object a line: a step's figures, or an evaluation's. */
    public Path metrics() {
        return folder.resolve("metrics.jsonl");
    }

    /** One JSON object a line: a text the model wrote. */
    public Path samples() {
        return folder.resolve("samples.jsonl");
    }

    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    public Path lossPlot() {
        return folder.resolve("plots").resolve("loss.png");
    }

    public Path report() {
        return folder.resolve("report.html");
    }

    Path lock() {
        return folder.resolve("run.lock");
    }
}
