package org.stagelm.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.ByteBpeTokenizer;
import org.stagelm.tokenizers.character.CharTokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Opens a tokenizer by its files alone: the file says what kind it is. */
public final class TokenizerFiles {

    private TokenizerFiles() {}

    /**
     * Reads {@code tokenizer.json}.
     *
     * @param path the file, or the folder it is in
     * @throws org.stagelm.api.UserError where it is missing, broken, or of a kind that is not supported, saying what was found
     */
    public static Tokenizer load(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(TokenizerJson.FILE) : path;
        TokenizerJson json = TokenizerJson.read(file);
        return json.preTokenizer().isEmpty() ? CharTokenizer.of(json, file.toString()) : ByteBpeTokenizer.of(json, file.toString());
    }
}
