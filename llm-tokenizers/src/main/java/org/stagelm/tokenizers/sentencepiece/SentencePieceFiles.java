package org.stagelm.tokenizers.sentencepiece;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.TokenizerJson;

/** SentencePiece's files on disk. */
public final class SentencePieceFiles {

    /** The file's name in a model folder. */
    static final String FILE = "tokenizer.model";

    private static final long LARGEST = 1L << 28;

    private SentencePieceFiles() {}

    /**
     * Opens a file that ends in {@code .model}, or the {@code tokenizer.model} of a folder without a {@code tokenizer.json} or with the one that is
     * saved beside it here. Empty where there is none such: another {@code tokenizer.json} may know tokens that the model does not.
     *
     * @throws UserError where it is broken
     */
    public static Optional<SentencePieceTokenizer> open(Path path) {
        if (!Files.isDirectory(path)) {
            return path.toString().endsWith(".model") ? Optional.of(read(path)) : Optional.empty();
        }
        Path file = path.resolve(FILE);
        Path json = path.resolve(TokenizerJson.FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.exists(json) ? savedBeside(file, json) : Optional.of(read(file));
    }

    private static Optional<SentencePieceTokenizer> savedBeside(Path file, Path json) {
        try {
            SentencePieceTokenizer tokenizer = read(file);
            return Optional.of(tokenizer).filter(t -> t.json().equals(TokenizerJson.read(json)));
        } catch (UserError e) {
            return Optional.empty(); // other formats have files of this name too; what is wrong with tokenizer.json is said by who reads it next
        }
    }

    /** @throws UserError where it is missing or broken, naming the byte */
    static SentencePieceTokenizer read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UserError(file + " has " + Files.size(file) + " bytes; a SentencePiece model has at most " + LARGEST + ".");
            }
            return SentencePieceTokenizer.of(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UserError("The SentencePiece model " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
