package org.stagelm.tokenizers.corpus.mix;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.tokenizers.corpus.file.DocumentSource;
import org.stagelm.tokenizers.corpus.file.LeftOut;
import org.stagelm.tokenizers.corpus.file.Tally;

/** What a {@link Filter} lets through. The first whole pass keeps a bit per document of its verdicts; those after it read them off. */
final class Filtered implements Corpus {

    private final Corpus corpus;
    private final FilteredComponent.Settings settings;
    private final LeftOut leftOut = new LeftOut();
    private volatile Optional<BitSet> known = Optional.empty();

    Filtered(Corpus corpus, FilteredComponent.Settings settings) {
        this.corpus = corpus;
        this.settings = settings;
    }

    @Override
    public Stream<String> documents() {
        Stream<String> all = corpus.documents();
        return DocumentSource.stream(known.isPresent() ? new Later(all, known.get()) : new First(all));
    }

    @Override
    public double validationFraction() {
        return corpus.validationFraction();
    }

    @Override
    public String source() {
        return corpus.source();
    }

    @Override
    public Map<String, Long> leftOut() {
        Map<String, Long> all = new LinkedHashMap<>(corpus.leftOut());
        leftOut.counts().forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return all;
    }

    private final class First implements DocumentSource {

        private final Stream<String> all;
        private final Iterator<String> documents;
        private final Tally tally = new Tally();
        private final Filter filter = new Filter(settings, tally);
        private final BitSet kept = new BitSet();
        private int number;
        private boolean ended;

        First(Stream<String> all) {
            this.all = all;
            this.documents = all.iterator();
        }

        @Override
        public Optional<String> read() {
            while (documents.hasNext()) {
                String document = documents.next();
                boolean keep = filter.keeps(document);
                kept.set(number, keep);
                if (++number == Integer.MAX_VALUE) {
                    throw new UserError(source() + " has more documents than can be filtered: 2 billion. Filter its parts.");
                }
                if (keep) {
                    return Optional.of(document);
                }
            }
            if (!ended) {
                ended = true;
                known = Optional.of(kept);
                leftOut.ended(tally, source());
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            all.close();
        }
    }

    private static final class Later implements DocumentSource {

        private final Stream<String> all;
        private final Iterator<String> documents;
        private final BitSet kept;
        private int number;

        Later(Stream<String> all, BitSet kept) {
            this.all = all;
            this.documents = all.iterator();
            this.kept = kept;
        }

        @Override
        public Optional<String> read() {
            while (documents.hasNext()) {
                String document = documents.next();
                if (kept.get(number++)) {
                    return Optional.of(document);
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
