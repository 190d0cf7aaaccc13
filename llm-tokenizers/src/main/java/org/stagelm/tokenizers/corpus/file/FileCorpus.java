package org.stagelm.tokenizers.corpus.file;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.data.Corpus;

/** The documents of one file after the other. */
public final class FileCorpus implements Corpus {

    private final String path;
    private final List<Path> files;
    private final double validationFraction;
    private final Format format;
    private final LeftOut leftOut = new LeftOut();

    /** @param path of the user's, which means these files */
    public FileCorpus(String path, List<Path> files, double validationFraction, Format format) {
        this.path = path;
        this.files = files;
        this.validationFraction = validationFraction;
        this.format = format;
    }

    /** How a file is read as documents. */
    @FunctionalInterface
    public interface Format {

        /** @param tally of what is left out */
        DocumentSource open(Path file, Tally tally);
    }

    /** Not a flatMap over the files: its iterator would hold all documents of a file at once. */
    @Override
    public Stream<String> documents() {
        return DocumentSource.stream(new Pass());
    }

    @Override
    public double validationFraction() {
        return validationFraction;
    }

    @Override
    public String source() {
        return path;
    }

    @Override
    public Map<String, Long> leftOut() {
        return leftOut.counts();
    }

    /** At most one file is open. */
    private final class Pass implements DocumentSource {

        private final Tally tally = new Tally();
        private final Iterator<Path> waiting = files.iterator();
        private Optional<DocumentSource> open = Optional.empty();
        private boolean ended;

        @Override
        public Optional<String> read() {
            while (open.isPresent() || waiting.hasNext()) {
                if (open.isEmpty()) {
                    open = Optional.of(format.open(waiting.next(), tally));
                }
                Optional<String> document = open.get().read();
                if (document.isPresent()) {
                    return document;
                }
                close();
            }
            if (!ended) {
                ended = true;
                leftOut.ended(tally, path);
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            open.ifPresent(DocumentSource::close);
            open = Optional.empty();
        }
    }
}
