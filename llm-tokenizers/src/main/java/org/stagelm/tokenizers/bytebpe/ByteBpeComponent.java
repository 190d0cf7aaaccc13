package org.stagelm.tokenizers.bytebpe;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;

/** {@code byte-bpe}: byte-level byte-pair encoding learned from the text. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class ByteBpeComponent implements TokenizerComponent<ByteBpeComponent.Settings> {

    /** What is there before anything is learned: 256 bytes and the end of a text. */
    static final int SMALLEST = 257;

    /**
     * The ids are in the order of Hugging Face's trainer: {@code <|endoftext|>} is 0, then the bytes in the order of their characters, then the
     * merges.
     */
    public record Settings(
            @Setting(value = "tokens to end up with: 256 bytes, <|endoftext|> and the merges; fewer where the text has no more pairs",
                    unit = "tokens", min = SMALLEST) int vocabularySize,
            @Setting(value = "how often a pair must occur to be merged", min = 1) int minFrequency,
            @Setting("how a text is cut before pairs are merged: gpt2, cl100k, o200k, or a regular expression") String pattern) {}

    @Override
    public String type() {
        return "byte-bpe";
    }

    @Override
    public Settings defaults() {
        return new Settings(4096, 2, "gpt2");
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        TiktokenComponent.checkPattern(settings.pattern(), problems);
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            PreTokenization preTokenization = PreTokenization.of(settings.pattern());
            PieceCounts pieces = new PieceCounter(preTokenization.preTokenizer()).count(documents, progress);
            if (pieces.size() == 0) {
                throw new UserError("The byte-bpe tokenizer has no text to learn its merges from: the corpus is empty.");
            }
            ByteLevelJson json = new BytePairTrainer(settings.vocabularySize(), settings.minFrequency()).train(pieces, progress);
            return ByteBpeTokenizer.of(preTokenization.in(json), "byte-bpe");
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return ByteBpeTokenizer.of(TokenizerJson.read(file), file.toString());
        }
    }
}
