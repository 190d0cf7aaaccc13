package org.stagelm.runtime.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.generation.NextToken;
import org.stagelm.core.json.Json;
import org.stagelm.tokenizers.TokenizerFiles;

/** A model that was exported to an ONNX folder, loaded to write text. Safe for several threads, each with a session of its own. */
public final class OnnxLanguageModel implements AutoCloseable {

    /** Where the graph may lie in the folder. */
    private static final List<String> GRAPHS = List.of("onnx/model.onnx", "model.onnx");
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";

    /** Key of the graph's metadata, set by StageLM's exporter. */
    private static final String CONTEXT = "stagelm.context";
    /** What others call it in {@code config.json}. */
    private static final List<String> CONTEXT_KEYS = List.of("max_position_embeddings", "n_positions", "n_ctx");

    private final OnnxGraph graph;
    private final Optional<Tokenizer> tokenizer;
    private final int context;

    private OnnxLanguageModel(OnnxGraph graph, Optional<Tokenizer> tokenizer, int context) {
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.context = context;
    }

    /** True for a folder that has a graph; whether it is sound shows when it is loaded. */
    public static boolean isOnnxFolder(Path folder) {
        return GRAPHS.stream().anyMatch(graph -> Files.isRegularFile(folder.resolve(graph)));
    }

    public static OnnxLanguageModel load(Path folder) {
        return load(folder, LoadOptions.DEFAULT);
    }

    /**
     * Loads a model. Without a {@code tokenizer.json} it reads and writes ids only.
     *
     * @throws UserError where a file is missing or broken; where the graph takes or gives other values than a decoder with key-value cache; where the
     *     tokenizer has more ids than the graph
     */
    public static OnnxLanguageModel load(Path folder, LoadOptions options) {
        Path file = graphFile(folder);
        Optional<Tokenizer> tokenizer = options.tokenizer() && Files.isRegularFile(folder.resolve(TOKENIZER))
                ? Optional.of(TokenizerFiles.load(folder)) : Optional.empty();
        OnnxGraph graph = OnnxGraph.open(file, options.threads());
        try {
            tokenizer.ifPresent(t -> requireFit(folder, t, graph));
            return new OnnxLanguageModel(graph, tokenizer, context(folder, graph));
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    private static Path graphFile(Path folder) {
        return GRAPHS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst().orElseThrow(() -> new UserError(
                (Files.isDirectory(folder) ? folder + " has no " + GRAPHS.get(0) : folder + " is no folder")
                        + ": an ONNX folder is needed, as stagelm export writes"));
    }

    private static void requireFit(Path folder, Tokenizer tokenizer, OnnxGraph graph) {
        if (tokenizer.vocabularySize() > graph.signature().vocabulary()) {
            throw new UserError(folder.resolve(TOKENIZER) + " has " + tokenizer.vocabularySize() + " ids, but " + graph.file() + " gives logits for "
                    + graph.signature().vocabulary() + ": they are not of the same model; take the tokenizer the model was trained with");
        }
    }

    private static int context(Path folder, OnnxGraph graph) {
        Optional<String> written = graph.metadata(CONTEXT);
        if (written.isPresent()) {
            return positive(written.get(), graph.file() + ": the metadata " + CONTEXT);
        }
        Path config = folder.resolve(CONFIG);
        JsonNode json = Files.isRegularFile(config) ? Json.read(config) : Json.mapper().createObjectNode();
        return CONTEXT_KEYS.stream().filter(json::has).findFirst()
                .map(key -> positive(json.get(key).asText(), config + ": " + key))
                .orElseThrow(() -> new UserError("nothing says how many tokens the model sees at once: neither the metadata " + CONTEXT + " of "
                        + graph.file() + " nor max_position_embeddings in " + config));
    }

    private static int positive(String number, String what) {
        try {
            int value = Integer.parseInt(number);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UserError(what + " is " + number + "; a whole number above 0 is needed");
    }

    /** A new text. Close it before the model. */
    public NextToken session() {
        return new OnnxSession(graph, context);
    }

    /** Writes into a session of this model. */
    public Generator generator(NextToken session) {
        return tokenizer.map(t -> new Generator(session, t)).orElseGet(() -> new Generator(session));
    }

    /** Empty where the folder has none, or where it was not to be read. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** The most tokens the model sees at once. */
    public int context() {
        return context;
    }

    /** The number of ids the model knows. */
    public int vocabulary() {
        return graph.signature().vocabulary();
    }

    /** What it runs on, for logs. */
    public String description() {
        return graph.description();
    }

    OnnxGraph graph() {
        return graph;
    }

    @Override
    public void close() {
        graph.close();
    }
}
