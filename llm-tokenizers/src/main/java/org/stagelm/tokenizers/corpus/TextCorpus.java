package org.stagelm.tokenizers.corpus;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.stagelm.api.data.Corpus;

/** Documents out of text files. */
final class TextCorpus implements Corpus {

    private final List<Path> files;
    private final TextCorpusComponent.Settings settings;

    TextCorpus(List<Path> files, TextCorpusComponent.Settings settings) {
        this.files = files;
        this.settings = settings;
    }

    /** Not a flatMap over the files: its iterator would hold all documents of a file at once. */
    @Override
    public Stream<String> documents() {
        Documents documents = new Documents();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(documents::close);
    }

    @Override
    public double validationFraction() {
        return settings.validationFraction();
    }

    @Override
    public String source() {
        return settings.path();
    }

    /** The documents of one file after the other; at most one file is open. */
    private final class Documents implements Iterator<String> {

        private final Iterator<Path> waiting = files.iterator();
        private Optional<DocumentReader> open = Optional.empty();
        private Optional<String> next = Optional.empty();

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && (open.isPresent() || waiting.hasNext())) {
                if (open.isEmpty()) {
                    open = Optional.of(new DocumentReader(waiting.next(), settings.documentSeparator(), settings.invalidUtf8()));
                }
                next = open.get().read();
                if (next.isEmpty()) {
                    close();
                }
            }
            return next.isPresent();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String document = next.get();
            next = Optional.empty();
            return document;
        }

        void close() {
            open.ifPresent(DocumentReader::close);
            open = Optional.empty();
        }
    }
}
