package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import org.stagelm.api.Progress;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * Learns merges (Sennrich et al. 2016, algorithm 1): the most frequent pair of neighbours becomes a token, again and again. Exact, and equal to
 * Hugging Face's BpeTrainer: among pairs of one frequency the one of the smaller ids comes first. Counts are kept up to date around each merge
 * instead of counted anew, and the queue may hold outdated counts, which are put right when they come to its head.
 */
final class BytePairTrainer {

    private final int vocabularySize;
    private final int minFrequency;

    BytePairTrainer(int vocabularySize, int minFrequency) {
        this.vocabularySize = vocabularySize;
        this.minFrequency = minFrequency;
    }

    private record Candidate(long pair, long count) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return count != other.count ? Long.compare(other.count, count) : Long.compare(pair, other.pair);
        }
    }

    /** @throws CancellationException where the thread is interrupted; the interrupt stays set */
    ByteLevelJson train(PieceCounts pieces, Progress progress) {
        List<String> tokens = new ArrayList<>();
        tokens.add(TokenizerJson.END_OF_TEXT);
        tokens.addAll(ByteLevelAlphabet.sorted());
        Map<String, Integer> ids = new HashMap<>();
        tokens.forEach(token -> ids.put(token, ids.size()));
        List<TokenizerJson.Merge> merges = new ArrayList<>();

        Words words = new Words(pieces, byteIds(ids));
        PairCounts pairs = new PairCounts();
        words.countPairs(pairs);
        PriorityQueue<Candidate> queue = new PriorityQueue<>();
        pairs.takeRaised(pair -> queue.add(new Candidate(pair, pairs.count(pair))));

        try (Progress.Task task = progress.start("learning merges", vocabularySize - tokens.size(), "merges")) {
            while (tokens.size() < vocabularySize && !queue.isEmpty()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("learning a tokenizer was interrupted");
                }
                Candidate best = queue.poll();
                long count = pairs.count(best.pair());
                if (count != best.count()) {
                    queue.add(new Candidate(best.pair(), count));
                    continue;
                }
                if (count < Math.max(1, minFrequency)) {
                    break;
                }
                int left = (int) (best.pair() >>> 32);
                int right = (int) best.pair();
                String spelling = tokens.get(left) + tokens.get(right);
                Integer known = ids.putIfAbsent(spelling, tokens.size()); // two pairs may spell one token
                int merged = known == null ? tokens.size() : known;
                if (known == null) {
                    tokens.add(spelling);
                }
                merges.add(new TokenizerJson.Merge(left, right, merged));
                for (int word : pairs.words(best.pair())) {
                    words.merge(word, left, right, merged, pairs);
                }
                pairs.clear(best.pair());
                pairs.takeRaised(pair -> queue.add(new Candidate(pair, pairs.count(pair))));
                task.at(merges.size());
            }
        }
        return new ByteLevelJson(tokens, merges, List.of(AddedToken.special(0, TokenizerJson.END_OF_TEXT)), Optional.empty(), false);
    }

    private static int[] byteIds(Map<String, Integer> ids) {
        int[] byteIds = new int[256];
        for (int b = 0; b < 256; b++) {
            byteIds[b] = ids.get(String.valueOf(ByteLevelAlphabet.character((byte) b)));
        }
        return byteIds;
    }
}
