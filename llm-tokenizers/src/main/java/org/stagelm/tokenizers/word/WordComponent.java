package org.stagelm.tokenizers.word;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.learning.LearningInterrupt;
import org.stagelm.tokenizers.learning.SpecialCuts;
import org.stagelm.tokenizers.text.Utf8;

/** {@code word}: the text's distinct words, sorted, are the vocabulary. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class WordComponent implements TokenizerComponent<WordComponent.Settings> {

    public record Settings(
            @Setting("what is cut off a word besides white space: commas and periods, or punctuation (,.:;?_!\"()' and --)")
            SplitPattern pattern,
            @Setting("what to do about a word that the training text did not have: stop with an error, or write the token <|unk|>, behind which"
                    + " the vocabulary ends; <|endoftext|> stands before it") Unknown unknown) {}

    @Override
    public String type() {
        return "word";
    }

    @Override
    public Settings defaults() {
        return new Settings(SplitPattern.PUNCTUATION, Unknown.ERROR);
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements TokenizerFactory {

        private static final Comparator<String> BY_CODE_POINTS =
                Comparator.comparing(word -> word.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            List<String> specials = settings.unknown() == Unknown.TOKEN ? List.of(TokenizerJson.END_OF_TEXT, WordTokenizer.UNKNOWN) : List.of();
            List<String> words = new ArrayList<>(distinct(documents, new SpecialCuts(specials), progress));
            if (words.isEmpty()) {
                throw new UserError("The word tokenizer has no text to learn its words from: the corpus is empty.");
            }
            words.sort(BY_CODE_POINTS);
            words.addAll(specials);
            return new WordTokenizer(words, settings.pattern(), settings.unknown());
        }

        private Set<String> distinct(Stream<String> documents, SpecialCuts specials, Progress progress) {
            Set<String> words = new HashSet<>();
            long[] count = {0};
            try (Progress.Task task = progress.start("collecting words", -1, "documents")) {
                documents.sequential().forEach(document -> {
                    LearningInterrupt.check();
                    specials.forEachPart(Utf8.wellFormed(document), part -> settings.pattern().forEachWord(part, words::add));
                    task.at(++count[0]);
                });
            }
            return words;
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return WordJson.tokenizer(TokenizerJson.read(file), file.toString());
        }
    }
}
