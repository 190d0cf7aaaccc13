package org.stagelm.experiment;

import java.nio.file.Path;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.export.onnx.ExportOptions;
import org.stagelm.export.onnx.ExportResult;
import org.stagelm.export.onnx.OnnxExporter;
import org.stagelm.runtime.onnx.LogitComparison;

/** From a model to an ONNX folder whose logits have been compared with the model's. */
public final class OnnxExport {

    private OnnxExport() {}

    /**
     * @param model a run folder or a model folder
     * @param out becomes the ONNX folder; must not exist, or be empty
     * @param backend computes the logits to compare with
     * @throws org.stagelm.api.UserError where the model cannot be opened or expressed, or its graph computes something else; nothing is left behind then
     */
    public static ExportResult run(Path model, Path out, Choice<Engine> backend, ExportOptions options) {
        try (EngineModel opened = EngineModel.open(model, backend)) {
            return OnnxExporter.export(opened.model(), opened.folder(), out, options, folder -> LogitComparison.maxDifference(folder, opened.model()));
        }
    }
}
