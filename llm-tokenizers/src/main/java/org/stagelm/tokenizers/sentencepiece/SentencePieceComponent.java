package org.stagelm.tokenizers.sentencepiece;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.TracedFactory;

/**
 * {@code sentencepiece}: byte-pair encoding of characters learned from the text; or, by its path, the tokenizer of a {@code tokenizer.model}, for
 * which the text is ignored.
 */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class SentencePieceComponent implements TokenizerComponent<SentencePieceComponent.Settings> {

    /** The ids are those of {@code <unk>}, {@code <s>}, {@code </s>}, control symbols, user-defined symbols, bytes, merges, characters. */
    public record Settings(
            @Setting("a SentencePiece model, such as Llama's tokenizer.model; where it is given, nothing is learned and no other setting counts")
            Optional<String> path,
            @Setting(value = "tokens to end up with: pieces that are there before, merges and characters; fewer where the text has no more pairs",
                    unit = "tokens", min = 1) int vocabularySize,
            @Setting("how a text is normalised: identity or nfkc") Normalization normalization,
            @Setting("whether a space is put before a text, so that its first word is spelled like the others") boolean dummyPrefix,
            @Setting("whether spaces are taken off the ends of a text, and all but one where there are several") boolean removeExtraWhitespace,
            @Setting("whether a character without a piece becomes its bytes, each a token, and not <unk>") boolean byteFallback,
            @Setting(value = "the part of the text whose characters get a piece, the most frequent first", above = 0, max = 1)
            double characterCoverage,
            @Setting(value = "how long a piece may be", unit = "characters", min = 1) int maxPieceLength,
            @Setting("whether a piece lies within a word") boolean splitByWhitespace,
            @Setting("whether a piece is of one script") boolean splitByUnicodeScript,
            @Setting("whether digits go with no other script; counts where splitByUnicodeScript is on") boolean splitByNumber,
            @Setting("whether every digit is a piece of its own") boolean splitDigits,
            @Setting("whether several spaces may be a piece") boolean allowWhitespaceOnlyPieces,
            @Setting("tokens that stand for no text; where they are spelled in the text, it is cut") List<String> controlSymbols,
            @Setting("pieces that are found before anything else and kept whole") List<String> userDefinedSymbols) {

        public Settings {
            controlSymbols = List.copyOf(controlSymbols);
            userDefinedSymbols = List.copyOf(userDefinedSymbols);
            Set<String> symbols = new HashSet<>(controlSymbols);
            symbols.addAll(userDefinedSymbols);
            if (symbols.contains("") || symbols.size() < controlSymbols.size() + userDefinedSymbols.size()
                    || symbols.stream().anyMatch(GivenPieces::isReserved)) {
                throw new IllegalArgumentException("controlSymbols and userDefinedSymbols must be different, not empty, and not <unk>, <s>, </s>"
                        + " or a byte such as <0x0A>");
            }
        }

        PieceRules rules() {
            return new PieceRules(maxPieceLength, splitByWhitespace, splitByUnicodeScript, splitByNumber, splitDigits, allowWhitespaceOnlyPieces);
        }
    }

    @Override
    public String type() {
        return "sentencepiece";
    }

    @Override
    public Settings defaults() {
        return new Settings(Optional.empty(), 4096, Normalization.IDENTITY, true, false, true, 0.9995, 16, true, true, true, false, false, List.of(),
                List.of());
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.path().filter(String::isBlank).isPresent()) {
            problems.add("path", "is empty; give a SentencePiece model, such as a tokenizer.model, or leave it out");
        }
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return settings.path().<TokenizerFactory>map(path -> new Reading(context.path(path))).orElseGet(() -> new Learning(settings));
    }

    private static Tokenizer saved(Path folder) {
        return SentencePieceFiles.read(folder.resolve(SentencePieceFiles.FILE));
    }

    private record Reading(Path path) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            return SentencePieceFiles.read(path);
        }

        @Override
        public Tokenizer load(Path folder) {
            return saved(folder);
        }
    }

    private record Learning(Settings settings) implements TracedFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress, MergeTrace trace) {
            SentencePieceModel model = new PieceTrainer(GivenPieces.of(settings), settings).train(documents, progress, trace);
            return SentencePieceTokenizer.of(ModelWriter.bytes(model), "sentencepiece");
        }

        @Override
        public Tokenizer load(Path folder) {
            return saved(folder);
        }
    }
}
