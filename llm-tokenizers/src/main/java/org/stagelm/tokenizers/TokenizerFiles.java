package org.stagelm.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.ByteBpeTokenizer;
import org.stagelm.tokenizers.character.CharTokenizer;
import org.stagelm.tokenizers.json.TokenizerConfig;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.pipeline.PipelineTokenizer;
import org.stagelm.tokenizers.sentencepiece.SentencePieceFiles;
import org.stagelm.tokenizers.sentencepiece.SentencePieceTokenizer;
import org.stagelm.tokenizers.word.WordJson;
import org.stagelm.tokenizers.wordbpe.WordBpeJson;

/** Opens a tokenizer by its files alone: the file says what kind it is. */
public final class TokenizerFiles {

    private TokenizerFiles() {}

    /**
     * Reads {@code tokenizer.json} and, where they are beside it, the files that tell which tokens begin and end a text; or a SentencePiece model
     * such as {@code tokenizer.model}.
     *
     * @param path the file, or the folder it is in
     * @throws org.stagelm.api.UserError where it is missing, broken, or has a part that is not supported, saying what was found
     */
    public static Tokenizer load(Path path) {
        Optional<SentencePieceTokenizer> pieces = SentencePieceFiles.open(path);
        if (pieces.isPresent()) {
            return pieces.get();
        }
        Path file = Files.isDirectory(path) ? path.resolve(TokenizerJson.FILE) : path;
        TokenizerJson json = TokenizerJson.read(file);
        Optional<Tokenizer> words = WordJson.tokenizer(json).<Tokenizer>map(tokenizer -> tokenizer).or(() -> WordBpeJson.tokenizer(json));
        return words.orElseGet(() -> compile(json, file));
    }

    private static Tokenizer compile(TokenizerJson json, Path file) {
        TokenizerConfig config = TokenizerConfig.read(file.toAbsolutePath().getParent());
        if (CharTokenizer.describes(json)) {
            return CharTokenizer.of(json, file.toString());
        }
        return isUsual(config) && ByteBpeTokenizer.describes(json) ? ByteBpeTokenizer.of(json, file.toString())
                : PipelineTokenizer.of(json, config, file.toString());
    }

    /** Whether it says no more than what is written beside a tokenizer that was made here. */
    private static boolean isUsual(TokenizerConfig config) {
        return config.chatTemplate().isEmpty()
                && Stream.of(config.beginOfText(), config.endOfText()).flatMap(Optional::stream).allMatch(TokenizerJson.END_OF_TEXT::equals);
    }
}
