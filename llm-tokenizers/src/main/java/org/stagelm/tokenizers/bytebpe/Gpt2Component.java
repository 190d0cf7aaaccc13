package org.stagelm.tokenizers.bytebpe;

import com.google.auto.service.AutoService;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;

/** {@code gpt2}: GPT-2's tokenizer, built in: 50,257 tokens, {@code <|endoftext|>} being the last. The text it is trained on is ignored. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class Gpt2Component implements TokenizerComponent<Gpt2Component.Settings> {

    /** JTokkit's jar carries the ranks (MIT); none of its code is used. */
    private static final String RANKS = "/com/knuddels/jtokkit/r50k_base.tiktoken";

    private static final int END_OF_TEXT = 50256;

    /** There is nothing to set. */
    public record Settings() {}

    @Override
    public String type() {
        return "gpt2";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory();
    }

    private record Factory() implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            try (InputStream in = Gpt2Component.class.getResourceAsStream(RANKS)) {
                if (in == null) {
                    throw new FileNotFoundException("The class path has no " + RANKS + ", the ranks of GPT-2's tokens: com.knuddels:jtokkit is missing.");
                }
                return new RanksFile("r50k_base.tiktoken", "gpt2", Map.of(TokenizerJson.END_OF_TEXT, END_OF_TEXT)).read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return ByteBpeTokenizer.of(TokenizerJson.read(file), file.toString());
        }
    }
}
