package org.stagelm.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.shard.DataPreparation;
import org.stagelm.tokenizers.shard.PreparedData;
import org.stagelm.training.run.RunFiles;

/**
 * A folder with token shards and the tokenizer that made them.
 *
 * @param seconds that tokenising took, or finding that it had been done
 */
public record DataFolder(Path folder, Tokenizer tokenizer, PreparedData data, double seconds) {

    private static final String TOKENIZER = "tokenizer.json";
    private static final List<String> SHARDS = List.of(DataPreparation.TRAINING_FILE, DataPreparation.VALIDATION_FILE);
    private static final List<String> ALL = List.of(DataPreparation.TRAINING_FILE, DataPreparation.VALIDATION_FILE, TOKENIZER);

    static DataFolder prepare(Registry registry, ExperimentSettings settings, Path folder, Progress progress) {
        TokenizerFactory factory = registry.make(settings.tokenizer(), registry.context());
        Corpus corpus = registry.make(settings.corpus(), registry.context());
        AtomicFiles.requireWritable(folder.resolve(DataPreparation.TRAINING_FILE));
        Tokenizer tokenizer = DataPreparation.trainTokenizer(factory, corpus, progress);
        long start = System.nanoTime();
        PreparedData data = DataPreparation.prepare(corpus, tokenizer, folder, progress);
        double seconds = (System.nanoTime() - start) * 1e-9;
        try {
            tokenizer.save(folder);
            SavedTokenizer.writeComponent(settings.tokenizer(), folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        return new DataFolder(folder, tokenizer, data, seconds);
    }

    /**
     * Sees that a folder has all that {@code data prepare} writes. One whose preparation was cut off between two files has not; the data of a run
     * have their tokenizer in its checkpoints.
     *
     * @param config for the message: the config to prepare it by
     * @throws UserError where the folder or one of its files is missing, saying how to make it
     */
    public static void requireWhole(Path folder, String config) {
        String remedy = "\"stagelm data prepare " + config + " --out " + folder + "\".";
        if (!Files.isDirectory(folder)) {
            throw new UserError("the prepared data " + folder + (Files.exists(folder) ? " is no folder" : " does not exist") + ": make it with "
                    + remedy);
        }
        for (String file : isOfRun(folder) ? SHARDS : ALL) {
            if (!Files.exists(folder.resolve(file))) {
                throw new UserError(folder + " has no " + file + ": it was not prepared to the end. Do it again with " + remedy);
            }
        }
    }

    private static boolean isOfRun(Path folder) {
        Path run = folder.toAbsolutePath().getParent();
        return folder.endsWith(RunTokens.FOLDER) && run != null && Files.exists(new RunFiles(run).config());
    }

    /** The tokenizer beside a shard, or, where the shard is a run's, that of the run's checkpoints; empty where there is none. */
    public static Optional<Tokenizer> tokenizerOf(Path shard) {
        Path folder = shard.toAbsolutePath().getParent();
        if (Files.exists(folder.resolve(TOKENIZER))) {
            return Optional.of(TokenizerFiles.load(folder));
        }
        Path run = folder.getParent();
        return run != null && Files.isDirectory(run.resolve("checkpoints"))
                ? Optional.of(TokenizerFiles.load(ModelLocation.of(run))) : Optional.empty();
    }
}
