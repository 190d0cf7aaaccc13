package org.stagelm.tokenizers.loader;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/**
 * {@code packed-documents}: rows filled with whole documents. A token sees its own document alone, at positions counted from the document's
 * beginning, and no target is of another document: the model learns as from each document by itself. One longer than the context is cut, each piece a
 * text of its own; the token at a cut is the last target of one piece and the first input of the next.
 */
@AutoService(BatchLoaderComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class PackedDocumentsComponent implements BatchLoaderComponent<PackedDocumentsComponent.Settings> {

    public record Settings(
            @Setting("a new order of the rows in each epoch") boolean shuffle,
            @Setting("leaves out rows that do not fill a batch; otherwise the last batch of an epoch may have fewer rows") boolean dropLast) {}

    @Override
    public String type() {
        return "packed-documents";
    }

    @Override
    public Settings defaults() {
        return new Settings(true, true);
    }

    @Override
    public BatchLoaderFactory create(Settings settings, BuildContext context) {
        return new Factory(settings);
    }

    private record Factory(Settings settings) implements BatchLoaderFactory {

        @Override
        public BatchLoader over(TokenSequence tokens, int rows, int context, RandomKey key) {
            return new PackedDocuments(settings, tokens, rows, context, key);
        }

        @Override
        public Optional<BatchLoaderFactory> everyTargetOnce() {
            return Optional.of(new Factory(new Settings(false, false)));
        }
    }
}
