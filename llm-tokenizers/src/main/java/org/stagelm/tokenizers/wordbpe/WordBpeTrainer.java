package org.stagelm.tokenizers.wordbpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.learning.LearningInterrupt;
import org.stagelm.tokenizers.learning.MergeLearner;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.Pair;
import org.stagelm.tokenizers.learning.SpecialCuts;
import org.stagelm.tokenizers.learning.TieBreak;
import org.stagelm.tokenizers.learning.Words;
import org.stagelm.tokenizers.text.Utf8;

/** Learns merges of characters. Of pairs that are equally frequent, the one is merged that a reader of the text meets first. */
final class WordBpeTrainer {

    private final WordBpeComponent.Settings settings;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<TokenizerJson.Merge> merges = new ArrayList<>();

    WordBpeTrainer(WordBpeComponent.Settings settings) {
        this.settings = settings;
    }

    /**
     * @throws UserError where there is no text
     * @throws CancellationException where the thread is interrupted; the interrupt stays set
     */
    Vocabulary train(Stream<String> documents, Progress progress, MergeTrace trace) {
        List<String> specials = settings.allSpecialTokens();
        Map<String, long[]> words = count(documents, new SpecialCuts(specials), progress);
        if (words.isEmpty()) {
            throw new UserError("The bpe tokenizer has no text to learn its merges from: the corpus is empty.");
        }
        specials.forEach(this::add);
        add(Vocabulary.END);
        words.keySet().stream().flatMapToInt(String::codePoints).distinct().sorted().mapToObj(Character::toString).forEach(this::add);
        int most = settings.merges().orElse(settings.vocabularySize() - tokens.size());
        try (Progress.Task task = progress.start("learning merges", Math.max(most, 0), "merges")) {
            MergeLearner learner = new MergeLearner(symbols(words), TieBreak.firstSeen(), settings.minFrequency());
            trace.begin(tokens.stream().map(Vocabulary::shown).toList(), () -> learner.words(this::shown));
            while (merges.size() < most) {
                Optional<Pair> pair = learner.next();
                if (pair.isEmpty()) {
                    break;
                }
                merge(pair.get(), learner, trace);
                task.at(merges.size());
            }
        }
        return new Vocabulary(tokens, specials.size(), merges, settings.unknown());
    }

    private static Map<String, long[]> count(Stream<String> documents, SpecialCuts specials, Progress progress) {
        Map<String, long[]> words = new LinkedHashMap<>();
        long[] count = {0};
        try (Progress.Task task = progress.start("counting words", -1, "documents")) {
            documents.sequential().forEach(document -> {
                LearningInterrupt.check();
                specials.forEachPart(Utf8.wellFormed(document),
                        part -> WhiteSpaceWords.forEach(part, word -> words.computeIfAbsent(word, none -> new long[1])[0]++));
                task.at(++count[0]);
            });
        }
        return words;
    }

    private Words symbols(Map<String, long[]> words) {
        int[] symbols = words.keySet().stream().flatMapToInt(word -> (word + Vocabulary.END).codePoints())
                .map(codePoint -> ids.get(Character.toString(codePoint))).toArray();
        int[] starts = new int[words.size() + 1];
        int next = 0;
        for (String word : words.keySet()) {
            starts[next + 1] = starts[next] + word.codePointCount(0, word.length()) + 1;
            next++;
        }
        return new Words(symbols, starts, words.values().stream().mapToLong(count -> count[0]).toArray());
    }

    private void merge(Pair pair, MergeLearner learner, MergeTrace trace) {
        String spelling = tokens.get(pair.left()).concat(tokens.get(pair.right()));
        Integer known = ids.get(spelling); // two pairs may spell one token
        if (known != null && known < settings.allSpecialTokens().size()) {
            return; // it stands for no text
        }
        int merged = known == null ? add(spelling) : known;
        merges.add(new TokenizerJson.Merge(pair.left(), pair.right(), merged));
        trace.merge(merges.size(), new MergeTrace.PairCount(shown(pair.left()), shown(pair.right()), pair.count()), () -> learner.pairs(this::shown));
        learner.merge(merged);
    }

    private String shown(int id) {
        return Vocabulary.shown(tokens.get(id));
    }

    private int add(String token) {
        ids.put(token, tokens.size());
        tokens.add(token);
        return tokens.size() - 1;
    }
}
