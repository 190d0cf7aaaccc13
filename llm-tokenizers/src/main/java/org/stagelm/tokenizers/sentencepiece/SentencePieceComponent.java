package org.stagelm.tokenizers.sentencepiece;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;

/** {@code sentencepiece}: the tokenizer of a {@code tokenizer.model}. The text it is trained on is ignored. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class SentencePieceComponent implements TokenizerComponent<SentencePieceComponent.Settings> {

    public record Settings(@Setting("the SentencePiece model, such as Llama's tokenizer.model") String path) {}

    @Override
    public String type() {
        return "sentencepiece";
    }

    @Override
    public Settings defaults() {
        return new Settings(null);
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.path().isBlank()) {
            problems.add("path", "is empty; give a SentencePiece model, such as a tokenizer.model");
        }
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(context.path(settings.path()));
    }

    private record Factory(Path path) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            return SentencePieceFiles.read(path);
        }

        @Override
        public Tokenizer load(Path folder) {
            return SentencePieceFiles.read(folder.resolve(SentencePieceFiles.FILE));
        }
    }
}
