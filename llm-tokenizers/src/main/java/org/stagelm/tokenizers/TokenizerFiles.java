package org.stagelm.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.ByteBpeTokenizer;
import org.stagelm.tokenizers.character.CharTokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.sentencepiece.SentencePieceFiles;
import org.stagelm.tokenizers.sentencepiece.SentencePieceTokenizer;
import org.stagelm.tokenizers.word.WordJson;
import org.stagelm.tokenizers.wordbpe.WordBpeJson;

/** Opens a tokenizer by its files alone: the file says what kind it is. */
public final class TokenizerFiles {

    private TokenizerFiles() {}

    /**
     * Reads {@code tokenizer.json}, or a SentencePiece model such as {@code tokenizer.model}.
     *
     * @param path the file, or the folder it is in
     * @throws org.stagelm.api.UserError where it is missing, broken, or of a kind that is not supported, saying what was found
     */
    public static Tokenizer load(Path path) {
        Optional<SentencePieceTokenizer> pieces = SentencePieceFiles.open(path);
        if (pieces.isPresent()) {
            return pieces.get();
        }
        Path file = Files.isDirectory(path) ? path.resolve(TokenizerJson.FILE) : path;
        TokenizerJson json = TokenizerJson.read(file);
        Optional<Tokenizer> words = WordJson.tokenizer(json).<Tokenizer>map(tokenizer -> tokenizer).or(() -> WordBpeJson.tokenizer(json));
        return words.orElseGet(
                () -> json.preTokenizer().isEmpty() ? CharTokenizer.of(json, file.toString()) : ByteBpeTokenizer.of(json, file.toString()));
    }
}
