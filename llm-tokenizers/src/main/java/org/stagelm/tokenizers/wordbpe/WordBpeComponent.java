package org.stagelm.tokenizers.wordbpe;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.TracedFactory;

/** {@code bpe}: byte-pair encoding of words with an end-of-word mark, learned from the text. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class WordBpeComponent implements TokenizerComponent<WordBpeComponent.Settings> {

    /** The ids are those of special tokens, the end of a word, the text's characters sorted, the merges. */
    public record Settings(
            @Setting(value = "tokens to end up with: special tokens, characters and merges; fewer where the text has no more pairs, more where it has"
                    + " more characters", unit = "tokens", min = 1) int vocabularySize,
            @Setting(value = "merges to learn; where it is given, vocabularySize does not count", unit = "merges", min = 0) OptionalInt merges,
            @Setting(value = "how often a pair must occur to be merged", min = 1) int minFrequency,
            @Setting("what to do about a character that the training text did not have: stop with an error, write the token <|unk|>, or skip it")
            Unknown unknown,
            @Setting("tokens that stand for no text, by id; where they are spelled in the text, it is cut") List<String> specialTokens) {

        public Settings {
            specialTokens = List.copyOf(specialTokens);
            if (specialTokens.stream().anyMatch(token -> token.codePointCount(0, token.length()) < 2)
                    || new HashSet<>(specialTokens).size() < specialTokens.size() || specialTokens.contains(Vocabulary.UNKNOWN)) {
                throw new IllegalArgumentException("specialTokens must be different, longer than a character, and not " + Vocabulary.UNKNOWN);
            }
        }

        List<String> allSpecialTokens() {
            List<String> all = new ArrayList<>(specialTokens);
            if (unknown == Unknown.TOKEN) {
                all.add(Vocabulary.UNKNOWN);
            }
            return all;
        }
    }

    @Override
    public String type() {
        return "bpe";
    }

    @Override
    public Settings defaults() {
        return new Settings(4096, OptionalInt.empty(), 2, Unknown.ERROR, List.of(TokenizerJson.END_OF_TEXT));
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements TracedFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress, MergeTrace trace) {
            return new WordBpeTokenizer(new WordBpeTrainer(settings).train(documents, progress, trace));
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return WordBpeJson.tokenizer(TokenizerJson.read(file), file.toString());
        }
    }
}
