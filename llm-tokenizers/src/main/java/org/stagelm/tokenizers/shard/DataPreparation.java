package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;

/**
 * From a corpus to token shards.
 *
 * <p>A corpus of one document is split by position. Of several documents each is training or validation as a whole, by a hash of its text, and after
 * each comes the end-of-text token, or a line feed where the tokenizer has none.
 */
public final class DataPreparation {

    public static final String TRAINING_FILE = "train.tokens";
    public static final String VALIDATION_FILE = "validation.tokens";

    private static final Logger LOG = LoggerFactory.getLogger(DataPreparation.class);

    /** Part of what a shard is made of: change it with the rules by which documents become ids. */
    private static final String RULES = "1";

    private DataPreparation() {}

    /**
     * Learns a tokenizer from all documents, validation included. A vocabulary of characters has to cover the validation text, or its loss could not
     * be taken (nanoGPT does the same); of byte-pair merges the validation text decides next to none, and what they say of it is no continuation to
     * predict.
     *
     * @throws UserError where the corpus has no text
     */
    public static Tokenizer trainTokenizer(TokenizerFactory factory, Corpus corpus, Progress progress) {
        try (Stream<String> documents = corpus.documents()) {
            return factory.train(documents.filter(document -> !document.isEmpty()), progress);
        }
    }

    /**
     * Writes {@code train.tokens} and {@code validation.tokens}, or takes those that are there, if they were made of the same text by the same
     * tokenizer and are not damaged. The text is read twice, or once where nothing has to be written.
     *
     * @param folder is made where it is not there
     * @throws UserError where a part would be empty, the tokenizer does not know a character, or a file cannot be written
     * @throws CancellationException where the thread is interrupted; the interrupt stays set
     */
    public static PreparedData prepare(Corpus corpus, Tokenizer tokenizer, Path folder, Progress progress) {
        double fraction = corpus.validationFraction();
        if (!(fraction >= 0 && fraction < 1)) {
            throw new UserError(corpus.source() + ": corpus.validationFraction must be in [0, 1), not " + fraction + ".");
        }
        CorpusSurvey survey = CorpusSurvey.of(corpus, progress);
        if (survey.documents() == 0) {
            throw new UserError(corpus.source() + " has no text.");
        }
        String origin = String.join(" ", RULES, survey.content(), String.valueOf(fraction));
        Path training = folder.resolve(TRAINING_FILE);
        Path validation = folder.resolve(VALIDATION_FILE); // written even where nothing is kept: none of another corpus may stay there
        boolean reused = usable(training, tokenizer, origin) && usable(validation, tokenizer, origin);
        if (reused) {
            LOG.info("token shards of this text are there already: {}", folder);
        } else {
            DocumentSplit split = new DocumentSplit(survey, fraction);
            TokenShardWriter.write(training, tokenizer, origin, trains -> TokenShardWriter.write(validation, tokenizer, origin, validates -> {
                encode(corpus, survey, split, tokenizer, trains, validates, progress);
                split.check(trains.tokens(), validates.tokens(), corpus.source());
            }));
        }
        return new PreparedData(TokenShard.open(training), fraction > 0 ? Optional.of(TokenShard.open(validation)) : Optional.empty(), reused);
    }

    private static void encode(Corpus corpus, CorpusSurvey survey, DocumentSplit split, Tokenizer tokenizer, TokenShardWriter training,
            TokenShardWriter validation, Progress progress) throws IOException {
        boolean several = survey.documents() > 1;
        int[] end = !several ? new int[0] : tokenizer.endOfText().isPresent() ? new int[] {tokenizer.endOfText().getAsInt()} : tokenizer.encode("\n");
        try (Stream<String> all = corpus.documents(); Progress.Task task = progress.start("encoding", survey.documents(), "documents")) {
            long done = 0;
            for (Iterator<String> each = all.iterator(); each.hasNext();) {
                String document = each.next();
                if (document.isEmpty()) {
                    continue;
                }
                Interrupts.check();
                DocumentSplit.Parts parts = split.split(document);
                write(training, parts.training(), tokenizer, end);
                write(validation, parts.validation(), tokenizer, end);
                task.at(++done);
            }
        }
    }

    private static void write(TokenShardWriter writer, String text, Tokenizer tokenizer, int[] end) throws IOException {
        if (!text.isEmpty()) {
            int[] ids = tokenizer.encode(text);
            int[] whole = Arrays.copyOf(ids, ids.length + end.length);
            System.arraycopy(end, 0, whole, ids.length, end.length);
            writer.document(whole);
        }
    }

    private static boolean usable(Path file, Tokenizer tokenizer, String origin) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            TokenShard shard = TokenShard.open(file);
            if (!shard.madeOf(origin) || !shard.madeBy(tokenizer)) {
                return false;
            }
            shard.verify();
            return true;
        } catch (UserError e) {
            LOG.warn("{} It is made anew.", e.getMessage());
            return false;
        }
    }
}
