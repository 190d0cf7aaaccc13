package org.stagelm.export.onnx;

import java.nio.file.Path;
import java.util.List;

/**
 * What was exported.
 *
 * @param folder holds the files
 * @param files relative to it, in order
 * @param maxLogitDifference see {@link ExportCheck}
 */
public record ExportResult(Path folder, List<Path> files, double maxLogitDifference) {

    public ExportResult {
        files = List.copyOf(files);
    }
}
