package org.stagelm.tokenizers;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;

/** {@code hf}: any {@code tokenizer.json} of Hugging Face's library. The text it is trained on is ignored. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class HuggingFaceComponent implements TokenizerComponent<HuggingFaceComponent.Settings> {

    public record Settings(@Setting("tokenizer.json, or the folder it is in, with tokenizer_config.json where there is one") String path) {}

    @Override
    public String type() {
        return "hf";
    }

    @Override
    public Settings defaults() {
        return new Settings(null);
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(context.path(settings.path()));
    }

    private record Factory(Path path) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            return TokenizerFiles.load(path);
        }

        @Override
        public Tokenizer load(Path folder) {
            return TokenizerFiles.load(folder);
        }
    }
}
