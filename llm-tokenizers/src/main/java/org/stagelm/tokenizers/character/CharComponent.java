package org.stagelm.tokenizers.character;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.Utf8;

/** {@code char}: the text's distinct characters (code points), sorted, are the vocabulary. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class CharComponent implements TokenizerComponent<CharComponent.Settings> {

    public record Settings(
            @Setting("what to do about a character that the training text did not have: stop with an error, or write the token <|unk|>, which is"
                    + " the last of the vocabulary") Unknown unknown) {}

    @Override
    public String type() {
        return "char";
    }

    @Override
    public Settings defaults() {
        return new Settings(Unknown.ERROR);
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            BitSet seen = new BitSet();
            long count = 0;
            try (Progress.Task task = progress.start("collecting characters", -1, "documents")) {
                for (var all = documents.iterator(); all.hasNext();) {
                    Utf8.wellFormed(all.next()).codePoints().forEach(seen::set);
                    task.at(++count);
                }
            }
            if (count > 1) {
                seen.set('\n'); // no end-of-text token here: a line feed stands between documents, whether they have one or not
            }
            if (seen.isEmpty()) {
                throw new UserError("The char tokenizer has no text to learn its characters from: the corpus is empty.");
            }
            return new CharTokenizer(seen.stream().toArray(), settings.unknown());
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return CharTokenizer.of(TokenizerJson.read(file), file.toString());
        }
    }
}
