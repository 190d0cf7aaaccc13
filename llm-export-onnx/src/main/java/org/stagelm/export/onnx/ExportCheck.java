package org.stagelm.export.onnx;

import java.nio.file.Path;

/** Runs what was exported and compares it with the model: {@code LogitComparison} of llm-runtime-onnx does. */
@FunctionalInterface
public interface ExportCheck {

    /**
     * @param folder just written, not yet under its name
     * @return the largest difference of a logit, as a share of the range of the model's logits (largest − smallest)
     */
    double maxLogitDifference(Path folder);
}
