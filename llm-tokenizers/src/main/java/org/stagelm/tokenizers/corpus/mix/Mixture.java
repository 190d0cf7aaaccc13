package org.stagelm.tokenizers.corpus.mix;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.corpus.file.DocumentSource;

/** Documents of several corpora in turn: the next comes from the corpus that lags most behind its share of the characters. */
final class Mixture implements Corpus {

    private static final Logger LOG = LoggerFactory.getLogger(Mixture.class);

    private final List<Part> parts;
    private final double validationFraction;
    private final AtomicBoolean logged = new AtomicBoolean();

    Mixture(List<Part> parts, double validationFraction) {
        this.parts = parts;
        this.validationFraction = validationFraction;
    }

    /** @param maxRepeats how often the corpus may be read */
    record Part(Corpus corpus, double weight, int maxRepeats) {}

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
        return parts.stream().map(part -> part.corpus().source()).collect(Collectors.joining(" + "));
    }

    /** What the mixed corpora left out, of those that were read to their end. */
    @Override
    public Map<String, Long> leftOut() {
        Map<String, Long> all = new LinkedHashMap<>();
        parts.forEach(part -> part.corpus().leftOut().forEach((reason, count) -> all.merge(reason, count, Long::sum)));
        return all;
    }

    private final class Pass implements DocumentSource {

        private final List<Voice> voices = parts.stream().map(Voice::new).toList();
        private boolean ended;

        @Override
        public Optional<String> read() {
            if (ended) {
                return Optional.empty();
            }
            Voice next = voices.stream().min(Comparator.comparingDouble(Voice::lead)).orElseThrow();
            Optional<String> document = next.read();
            if (document.isEmpty()) {
                ended = true;
                report(next);
            }
            return document;
        }

        private void report(Voice last) {
            if (logged.compareAndSet(false, true)) {
                LOG.info("the mixture ends with {}: {}", last.part.corpus().source(), voices.stream().map(Voice::toString)
                        .collect(Collectors.joining(", ")));
            }
        }

        @Override
        public void close() {
            voices.forEach(Voice::close);
        }
    }

    /** One corpus within a pass. */
    private static final class Voice {

        private final Part part;
        private Stream<String> open = Stream.empty();
        private Iterator<String> documents = open.iterator();
        private int begun;
        private long count;
        private long characters;

        Voice(Part part) {
            this.part = part;
        }

        /** How far it is, in characters per weight. */
        double lead() {
            return characters / part.weight();
        }

        Optional<String> read() {
            while (!documents.hasNext()) {
                close();
                if (begun > 0 && count == 0) {
                    throw new UserError(part.corpus().source() + " has no text, so it cannot be mixed with others.");
                }
                if (begun == part.maxRepeats()) {
                    return Optional.empty();
                }
                begun++;
                open = part.corpus().documents();
                documents = open.iterator();
            }
            String document = documents.next();
            count++;
            characters += document.length();
            return Optional.of(document);
        }

        void close() {
            open.close();
        }

        @Override
        public String toString() {
            return part.corpus().source() + " gave " + characters + " characters in " + count + " documents"
                    + (begun > 1 ? ", read " + begun + " times" : "");
        }
    }
}
