package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.run.RunFiles;

/**
 * A tokenizer on disk: alone, or that of a run, a model or an ONNX folder. Where {@code stagelm.json} beside it names the component that wrote it,
 * that component reads it, so that a plugin may have files of its own; else the files say what they are.
 */
public final class SavedTokenizer {

    private static final String TOKENIZER = "tokenizer";
    private static final List<String> FILES = List.of("tokenizer.json", "tokenizer.model", ModelFolder.STAGELM);

    private SavedTokenizer() {}

    /**
     * @param path a tokenizer's file, a folder with one, or a run folder, which stands for its best checkpoint
     * @throws UserError where there is none, or it cannot be read
     */
    public static Tokenizer open(Path path) {
        if (!Files.exists(path)) {
            throw new UserError(path + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            return TokenizerFiles.load(path);
        }
        Path folder = folder(path);
        Registry registry = Registry.load();
        Optional<Choice<TokenizerFactory>> own = component(folder, registry);
        if (own.isEmpty()) {
            return TokenizerFiles.load(folder);
        }
        try {
            return registry.make(own.get(), registry.context()).load(folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a folder that {@link #open} reads.
     *
     * @param component what the tokenizer was made by
     * @param folder must not exist, or be empty
     */
    public static void write(Tokenizer tokenizer, Choice<TokenizerFactory> component, Path folder) {
        requireUnused(folder);
        AtomicFiles.writeFolder(folder, temporary -> {
            tokenizer.save(temporary);
            writeComponent(component, temporary);
        });
    }

    /** Writes {@code stagelm.json}: what made the tokenizer of a folder. */
    static void writeComponent(Choice<TokenizerFactory> component, Path folder) {
        Json.write(folder.resolve(ModelFolder.STAGELM), Json.mapper().createObjectNode().put("schemaVersion", 1)
                .set(TOKENIZER, ConfigWriter.tree(component)));
    }

    /** @throws UserError where {@code folder} holds something, is none, or cannot be made */
    public static void requireUnused(Path folder) {
        if (!Files.exists(folder)) {
            AtomicFiles.requireWritable(folder);
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new UserError(folder + " is not empty: name a new folder, or delete it first");
            }
        } catch (IOException e) {
            throw new UserError(folder + " is no folder, or cannot be read: name a new folder", e);
        }
    }

    private static Path folder(Path path) {
        if (FILES.stream().anyMatch(file -> Files.exists(path.resolve(file)))) {
            return path;
        }
        Checkpoints checkpoints = new Checkpoints(new RunFiles(path).checkpoints());
        return checkpoints.best().or(checkpoints::newest).map(Checkpoint::folder).orElseThrow(() -> new UserError(path
                + " has neither a tokenizer.json nor a tokenizer.model, and is no run folder with a checkpoint"));
    }

    /** What {@code stagelm.json} says the tokenizer was made by; empty where it is not there. */
    static Optional<Choice<TokenizerFactory>> component(Path folder, Registry registry) {
        Path file = folder.resolve(ModelFolder.STAGELM);
        JsonNode choice = Files.exists(file) ? Json.read(file).path(TOKENIZER) : Json.mapper().missingNode();
        return choice.isMissingNode() ? Optional.empty()
                : Optional.of(new ConfigReader(registry).readChoice(choice, TokenizerFactory.class, file + ", " + TOKENIZER));
    }
}
