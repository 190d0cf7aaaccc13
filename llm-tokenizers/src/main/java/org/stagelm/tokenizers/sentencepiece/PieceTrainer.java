package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.learning.MergeLearner;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.Pair;
import org.stagelm.tokenizers.learning.TieBreak;
import org.stagelm.tokenizers.learning.Words;

/**
 * Learns pieces as {@code bpe_model_trainer.cc}. The ids are those of the pieces given, the merges, the characters; each learned piece's score is one
 * less than that of the piece before.
 *
 * <p>While it learns, characters have the ids from 0 on, the most frequent first, and merges those behind them.
 */
final class PieceTrainer {

    private final SentencePieceModel given;
    private final SentencePieceComponent.Settings settings;
    private final PieceRules rules;
    private final List<int[]> symbols = new ArrayList<>(); // the characters of each

    /** @param given the pieces that are there before the learning, and how they are used */
    PieceTrainer(SentencePieceModel given, SentencePieceComponent.Settings settings) {
        this.given = given;
        this.settings = settings;
        this.rules = settings.rules();
    }

    /**
     * @throws UserError where there is no text, or where it has more characters than the vocabulary has room for
     * @throws CancellationException where the thread is interrupted; the interrupt stays set
     */
    SentencePieceModel train(Stream<String> documents, Progress progress, MergeTrace trace) {
        TrainingWords text = new TrainingWords(given, rules);
        text.count(documents, progress);
        if (text.words().isEmpty()) {
            throw new UserError("The sentencepiece tokenizer has no text to learn its pieces from: the corpus is empty.");
        }
        List<Integer> characters = covered(text.characters());
        characters.forEach(character -> symbols.add(new int[] {character}));
        int most = settings.vocabularySize() - given.pieces().size() - characters.size();
        if (most < 0) {
            throw new UserError("tokenizer.vocabularySize is " + settings.vocabularySize() + ", but the text has " + characters.size()
                    + " characters and " + given.pieces().size() + " pieces are given: make it " + (settings.vocabularySize() - most)
                    + " or more, or lower tokenizer.characterCoverage.");
        }
        try (Progress.Task task = progress.start("learning merges", most, "merges")) {
            learn(new MergeLearner(words(text.words(), characters), TieBreak.fewerCharacters(symbols::get), 1), most, task, trace);
        }
        return model(characters.size());
    }

    /** The most frequent characters, as many as are needed to cover what is asked for. */
    private List<Integer> covered(Map<Integer, Long> counts) {
        long total = counts.values().stream().mapToLong(count -> count).sum();
        List<Integer> sorted = counts.keySet().stream().sorted(Comparator.<Integer>comparingLong(character -> -counts.get(character))
                .thenComparing(Comparator.naturalOrder())).toList();
        int size = 0;
        for (long covered = 0; size < sorted.size() && covered < settings.characterCoverage() * total; size++) {
            covered += counts.get(sorted.get(size));
        }
        return sorted.subList(0, size);
    }

    /** The words in symbols, cut where a character is not covered. */
    private static Words words(Map<String, long[]> counts, List<Integer> characters) {
        Map<Integer, Integer> ids = new HashMap<>();
        characters.forEach(character -> ids.put(character, ids.size()));
        IntStream.Builder symbols = IntStream.builder();
        IntStream.Builder starts = IntStream.builder();
        List<Long> occurrences = new ArrayList<>();
        int[] size = {0};
        counts.forEach((word, count) -> {
            boolean[] begun = {false};
            word.codePoints().forEach(character -> {
                Integer id = ids.get(character);
                if (id != null && !begun[0]) {
                    starts.add(size[0]);
                    occurrences.add(count[0]);
                }
                if (id != null) {
                    symbols.add(id);
                    size[0]++;
                }
                begun[0] = id != null;
            });
        });
        starts.add(size[0]);
        return new Words(symbols.build().toArray(), starts.build().toArray(), occurrences.stream().mapToLong(count -> count).toArray());
    }

    /** A second pair that spells a piece is left as it is. */
    private void learn(MergeLearner learner, int most, Progress.Task task, MergeTrace trace) {
        Set<String> spellings = new HashSet<>();
        trace.begin(IntStream.range(0, symbols.size()).mapToObj(this::spelling).toList(), () -> learner.words(this::spelling));
        for (Optional<Pair> next = next(learner, most); next.isPresent(); next = next(learner, most - spellings.size())) {
            Pair pair = next.get();
            int[] left = symbols.get(pair.left());
            int[] right = symbols.get(pair.right());
            if (!rules.allow(left, right) || !spellings.add(spelling(pair.left()).concat(spelling(pair.right())))) {
                continue;
            }
            int[] both = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, both, left.length, right.length);
            symbols.add(both);
            trace.merge(spellings.size(), new MergeTrace.PairCount(spelling(pair.left()), spelling(pair.right()), pair.count()),
                    () -> learner.pairs(this::spelling));
            learner.merge(symbols.size() - 1);
            task.at(spellings.size());
        }
    }

    private static Optional<Pair> next(MergeLearner learner, int left) {
        return left > 0 ? learner.next() : Optional.empty();
    }

    private String spelling(int symbol) {
        return new String(symbols.get(symbol), 0, symbols.get(symbol).length);
    }

    private SentencePieceModel model(int characters) {
        List<Piece> pieces = new ArrayList<>(given.pieces());
        IntStream.concat(IntStream.range(characters, symbols.size()), IntStream.range(0, characters))
                .forEach(symbol -> pieces.add(new Piece(spelling(symbol), given.pieces().size() - pieces.size(), Piece.Type.NORMAL)));
        return new SentencePieceModel(pieces, given.trainer(), given.normalizer());
    }
}
