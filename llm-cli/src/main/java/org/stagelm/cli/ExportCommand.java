package org.stagelm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.OnnxExport;
import org.stagelm.export.onnx.ExportOptions;
import org.stagelm.export.onnx.ExportResult;
import org.stagelm.export.onnx.Profile;
import org.stagelm.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm export MODEL --out DIR}. */
@Command(name = "export", mixinStandardHelpOptions = true,
        description = "Write a model as an ONNX folder, and compare its logits with the model's over a prompt, a chunk, single steps and padded batches.")
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A run folder or a model folder in Hugging Face layout.")
    private Path model;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The ONNX folder; must not exist, or be empty.")
    private Path out;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "portable", description = "The operators of the graph: ${COMPLETION-CANDIDATES}.")
    private Profile profile;

    @Option(names = "--tolerance", paramLabel = "X", defaultValue = "1e-4",
            description = "Largest accepted difference of a logit, as a share of the logits' range; default ${DEFAULT-VALUE}.")
    private double tolerance;

    @Option(names = "--backend", paramLabel = "TYPE", defaultValue = "auto", description = "The engine to compare with; default ${DEFAULT-VALUE}.")
    private String backend;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        ExportResult result = OnnxExport.run(model, out, Choice.<Engine>of(backend), new ExportOptions(profile, tolerance));
        if (output.json()) {
            ObjectNode line = Json.mapper().createObjectNode();
            result.files().forEach(file -> line.withArray("files").add(file.toString()));
            output.object(line.put("maxLogitDifference", result.maxLogitDifference()));
        } else {
            output.line("%s: %d files; the logits differ from the model's by at most %.2g of their range", result.folder(), result.files().size(),
                    result.maxLogitDifference());
        }
        return 0;
    }
}
