package org.stagelm.tokenizers.shard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
     * tokenizer and are not damaged. The text is read once, and once more only to see whether shards that are there are of it, or where it has so few
     * documents that one part got none.
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
        Path training = folder.resolve(TRAINING_FILE);
        Path validation = folder.resolve(VALIDATION_FILE); // written even where nothing is kept: none of another corpus may stay there
        boolean reused = isPreparedFrom(corpus, tokenizer, training, validation, progress);
        if (reused) {
            LOG.info("token shards of this text are there already: {}", folder);
        } else {
            ShardPair pair = new ShardPair(corpus, tokenizer, progress);
            TokenShardWriter.write(training, tokenizer, () -> origin(pair.content(), fraction),
                    trains -> TokenShardWriter.write(validation, tokenizer, () -> origin(pair.content(), fraction),
                            validates -> pair.write(trains, validates)));
        }
        return new PreparedData(TokenShard.open(training), fraction > 0 ? Optional.of(TokenShard.open(validation)) : Optional.empty(), reused);
    }

    /**
     * Takes the shards of a folder as they are, whatever text they are of, after reading them once to see that they are whole.
     *
     * @throws UserError where they are missing, damaged, or another tokenizer's
     */
    public static PreparedData open(Path folder, Tokenizer tokenizer) {
        TokenShard training = TokenShard.open(folder.resolve(TRAINING_FILE));
        TokenShard validation = TokenShard.open(folder.resolve(VALIDATION_FILE));
        for (TokenShard shard : List.of(training, validation)) {
            if (!shard.madeBy(tokenizer)) {
                throw new UserError(shard.source() + " has the ids of another tokenizer. Prepare the data again with this one.");
            }
            shard.verify();
        }
        return new PreparedData(training, validation.length() > 0 ? Optional.of(validation) : Optional.empty(), true);
    }

    private static String origin(String content, double fraction) {
        return String.join(" ", RULES, content, String.valueOf(fraction));
    }

    private static boolean isPreparedFrom(Corpus corpus, Tokenizer tokenizer, Path training, Path validation, Progress progress) {
        Optional<TokenShard> trains = usable(training, tokenizer);
        Optional<TokenShard> validates = usable(validation, tokenizer);
        if (trains.isEmpty() || validates.isEmpty()) {
            return false;
        }
        String origin = origin(CorpusContent.of(corpus, progress).digest(), corpus.validationFraction());
        return trains.get().madeOf(origin) && validates.get().madeOf(origin);
    }

    private static Optional<TokenShard> usable(Path file, Tokenizer tokenizer) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TokenShard shard = TokenShard.open(file);
            if (!shard.madeBy(tokenizer)) {
                return Optional.empty();
            }
            shard.verify();
            return Optional.of(shard);
        } catch (UserError e) {
            LOG.warn("{} It is made anew.", e.getMessage());
            return Optional.empty();
        }
    }
}
