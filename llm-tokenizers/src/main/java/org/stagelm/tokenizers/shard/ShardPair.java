package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;

/** Writes the documents of a corpus into two shards, one that trains and one that validates. */
final class ShardPair {

    private final Corpus corpus;
    private final Tokenizer tokenizer;
    private final Progress progress;
    private Optional<String> content = Optional.empty();

    ShardPair(Corpus corpus, Tokenizer tokenizer, Progress progress) {
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        this.progress = progress;
    }

    /** SHA-256 of what was written. */
    String content() {
        return content.orElseThrow();
    }

    /** @throws UserError where a part that is wanted got nothing */
    void write(TokenShardWriter training, TokenShardWriter validation) throws IOException {
        double fraction = corpus.validationFraction();
        CorpusContent met = pass(training, validation, fraction);
        if (met.documents() == 0) {
            throw new UserError(corpus.source() + " has no text.");
        }
        if (met.documents() > 1 && fraction > 0 && (training.documents() == 0 || validation.documents() == 0)) {
            // So few documents that none fell below the fraction: the lowest one validates; or all of them: the highest one trains.
            double threshold = validation.documents() == 0 ? Math.nextUp(met.lowest()) : met.highest();
            training.clear();
            validation.clear();
            met = pass(training, validation, threshold);
        }
        new DocumentSplit(fraction, met.documents() == 1, fraction).check(training.tokens(), validation.tokens(), corpus.source());
        content = Optional.of(met.digest());
    }

    /** Whether there is one document is known when a second one comes, or none does. */
    private CorpusContent pass(TokenShardWriter training, TokenShardWriter validation, double threshold) throws IOException {
        CorpusContent met = new CorpusContent();
        try (Stream<String> all = corpus.documents(); Progress.Task task = progress.start("encoding", -1, "documents")) {
            Iterator<String> documents = all.filter(document -> !document.isEmpty()).iterator();
            if (!documents.hasNext()) {
                return met;
            }
            String first = documents.next();
            DocumentSplit split = new DocumentSplit(corpus.validationFraction(), !documents.hasNext(), threshold);
            try (ParallelEncoding encoding = new ParallelEncoding(new DocumentEncoder(tokenizer, split), document -> {
                met.add(document.digest());
                write(training, document.training());
                write(validation, document.validation());
                task.at(met.documents());
            })) {
                Interrupts.check();
                encoding.add(first);
                while (documents.hasNext()) {
                    Interrupts.check();
                    encoding.add(documents.next());
                }
                encoding.finish();
            }
        }
        return met;
    }

    private static void write(TokenShardWriter writer, int[] ids) throws IOException {
        if (ids.length > 0) {
            writer.document(ids);
        }
    }
}
