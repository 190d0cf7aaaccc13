package org.stagelm.export.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Parameter;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.model.BoundModel;
import org.stagelm.export.onnx.graph.Graph;
import org.stagelm.export.onnx.graph.GraphFile;
import org.stagelm.export.onnx.trace.ModelTrace;

/** Writes a model as a folder with an ONNX graph, laid out as Hugging Face's are: the graph in {@code onnx/}, configs and tokenizer beside it. */
public final class OnnxExporter {

    /** The folder of the graph in that of the model. */
    public static final String FOLDER = "onnx";
    /** Key of the graph's metadata: the most positions the model sees at once. */
    public static final String CONTEXT = "stagelm.context";

    /** What is copied from the model's folder where it is there: configs and tokenizer, but no weights. */
    private static final List<String> COPIED = List.of("config.json", "generation_config.json", "stagelm.json", "tokenizer.json",
            "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "tokenizer.model",
            "chat_template.jinja", "LICENSE", "NOTICE");

    private OnnxExporter() {}

    /**
     * Exports a model.
     *
     * @param model used by nothing else meanwhile; afterwards it is as before
     * @param modelFolder the folder the model was loaded from, for its configs and tokenizer
     * @param out becomes the new folder; must not exist, or be empty
     * @param check is run before the folder gets its name
     * @throws UserError where {@code out} is in use or cannot be written; where the model does what a graph cannot express, naming the layer; where
     *     the graph's logits differ by more than the options allow. Nothing is left behind then
     */
    public static ExportResult export(BoundModel model, Path modelFolder, Path out, ExportOptions options, ExportCheck check) {
        requireUnused(out);
        Graph graph = ModelTrace.trace(model.model());
        AtomicReference<ExportResult> result = new AtomicReference<>();
        AtomicFiles.writeFolder(out, temporary -> {
            copyConfigs(modelFolder, temporary);
            writeGraph(graph, model, Files.createDirectory(temporary.resolve(FOLDER)));
            double difference = check.maxLogitDifference(temporary);
            requireEqual(difference, options);
            result.set(new ExportResult(out, files(temporary), difference));
        });
        return result.get();
    }

    private static void requireUnused(Path out) {
        if (!Files.exists(out)) {
            return;
        }
        try (Stream<Path> content = Files.list(out)) {
            if (content.findAny().isPresent()) {
                throw new UserError(out + " is not empty: name a new folder, or delete it first");
            }
        } catch (IOException e) {
            throw new UserError(out + " is no folder, or cannot be read: name a new folder", e);
        }
    }

    private static void copyConfigs(Path from, Path to) throws IOException {
        for (String name : COPIED) {
            if (Files.isRegularFile(from.resolve(name))) {
                // Not the permissions: a copy that may not be written cannot be synced.
                try (InputStream content = Files.newInputStream(from.resolve(name))) {
                    Files.copy(content, to.resolve(name));
                }
            }
        }
    }

    private static void writeGraph(Graph graph, BoundModel model, Path folder) throws IOException {
        Map<String, Parameter> parameters = model.model().parameters().stream().collect(Collectors.toMap(Parameter::path, Function.identity()));
        Map<String, String> metadata = Map.of(CONTEXT, Integer.toString(model.model().dimensions().context()));
        GraphFile.write(folder, graph, path -> model.read(parameters.get(path)), metadata);
    }

    private static void requireEqual(double difference, ExportOptions options) {
        if (!(difference <= options.tolerance())) { // also where it is not a number
            throw new UserError(String.format(Locale.ROOT, "the exported graph's logits differ from the model's by %.2g of their range; at most %.2g "
                    + "is accepted. Nothing was written. The cause may be a layer that computes in another way when it is traced, or an engine that "
                    + "computes in less than single precision", difference, options.tolerance()));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        }
    }
}
