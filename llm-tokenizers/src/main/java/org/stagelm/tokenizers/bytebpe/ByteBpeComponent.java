package org.stagelm.tokenizers.bytebpe;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.SpecialCuts;
import org.stagelm.tokenizers.learning.TracedFactory;

/** {@code byte-bpe}: byte-level byte-pair encoding learned from the text. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class ByteBpeComponent implements TokenizerComponent<ByteBpeComponent.Settings> {

    /** What is there before anything is learned. */
    private static final int BYTES = 256;

    /** The ids are in the order of Hugging Face's trainer: special tokens, the bytes in the order of their characters, the merges. */
    public record Settings(
            @Setting(value = "tokens to end up with: special tokens, 256 bytes and the merges; fewer where the text has no more pairs",
                    unit = "tokens", min = BYTES) int vocabularySize,
            @Setting(value = "how often a pair must occur to be merged", min = 1) int minFrequency,
            @Setting("how a text is cut before pairs are merged: gpt2, cl100k, o200k, or a regular expression") String pattern,
            @Setting("which of several equally frequent pairs is merged first: the one of the smaller ids, as in Hugging Face's library, or the one of"
                    + " the greater bytes, as in the course CS336") Ties ties,
            @Setting("tokens that stand for no text, by id; where they are spelled in the text, it is cut") List<String> specialTokens) {

        public Settings {
            specialTokens = List.copyOf(specialTokens);
            if (specialTokens.contains("") || new HashSet<>(specialTokens).size() < specialTokens.size()) {
                throw new IllegalArgumentException("specialTokens must be different and not empty");
            }
            if (vocabularySize < BYTES + specialTokens.size()) {
                throw new IllegalArgumentException("vocabularySize must be " + (BYTES + specialTokens.size())
                        + " or more: there are 256 bytes and special tokens to the number of " + specialTokens.size());
            }
        }
    }

    @Override
    public String type() {
        return "byte-bpe";
    }

    @Override
    public Settings defaults() {
        return new Settings(4096, 2, "gpt2", Ties.SMALLER_IDS, List.of(TokenizerJson.END_OF_TEXT));
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        TiktokenComponent.checkPattern(settings.pattern(), problems);
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements TracedFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress, MergeTrace trace) {
            BytePairTrainer trainer = new BytePairTrainer(settings);
            PreTokenization preTokenization = PreTokenization.of(settings.pattern());
            SpecialCuts specials = new SpecialCuts(settings.specialTokens());
            PieceCounts pieces = new PieceCounter(preTokenization.preTokenizer(), specials).count(documents, progress);
            if (pieces.size() == 0) {
                throw new UserError("The byte-bpe tokenizer has no text to learn its merges from: the corpus is empty.");
            }
            return ByteBpeTokenizer.of(preTokenization.in(trainer.train(pieces, progress, trace)), "byte-bpe");
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return ByteBpeTokenizer.of(TokenizerJson.read(file), file.toString());
        }
    }
}
