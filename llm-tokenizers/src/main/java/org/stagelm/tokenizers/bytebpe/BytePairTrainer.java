package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.learning.MergeLearner;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.Pair;
import org.stagelm.tokenizers.learning.TieBreak;

/**
 * Learns merges of bytes. Ids are given in the order of Hugging Face's trainer: special tokens, the bytes in the order of their characters, what merges
 * make.
 */
final class BytePairTrainer {

    private final ByteBpeComponent.Settings settings;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<TokenizerJson.Merge> merges = new ArrayList<>();

    /** @throws UserError where a special token is spelled like a byte */
    BytePairTrainer(ByteBpeComponent.Settings settings) {
        this.settings = settings;
        settings.specialTokens().forEach(this::add);
        for (String character : ByteLevelAlphabet.sorted()) {
            if (ids.containsKey(character)) {
                throw new UserError("tokenizer.specialTokens has \"" + character + "\", which is how tokenizer.json spells a byte. Choose a longer one.");
            }
            add(character);
        }
    }

    private int add(String token) {
        ids.put(token, tokens.size());
        tokens.add(token);
        return tokens.size() - 1;
    }

    /** @throws CancellationException where the thread is interrupted; the interrupt stays set */
    ByteLevelJson train(PieceCounts pieces, Progress progress, MergeTrace trace) {
        try (Progress.Task task = progress.start("learning merges", settings.vocabularySize() - tokens.size(), "merges")) {
            MergeLearner learner = new MergeLearner(pieces.words(byteIds()), ties(), settings.minFrequency());
            trace.begin(List.copyOf(tokens), () -> learner.words(tokens::get));
            while (tokens.size() < settings.vocabularySize()) {
                Optional<Pair> pair = learner.next();
                if (pair.isEmpty()) {
                    break;
                }
                merge(pair.get(), learner, trace);
                task.at(merges.size());
            }
        }
        List<AddedToken> specials = settings.specialTokens().stream().map(token -> AddedToken.special(ids.get(token), token)).toList();
        return new ByteLevelJson(tokens, merges, specials, Optional.empty(), false);
    }

    private void merge(Pair pair, MergeLearner learner, MergeTrace trace) {
        String spelling = tokens.get(pair.left()).concat(tokens.get(pair.right()));
        Integer known = ids.get(spelling); // two pairs may spell one token
        if (known != null && known < settings.specialTokens().size()) {
            return; // it stands for no text
        }
        int merged = known == null ? add(spelling) : known;
        merges.add(new TokenizerJson.Merge(pair.left(), pair.right(), merged));
        trace.merge(merges.size(), new MergeTrace.PairCount(tokens.get(pair.left()), tokens.get(pair.right()), pair.count()),
                () -> learner.pairs(tokens::get));
        learner.merge(merged);
    }

    private int[] byteIds() {
        int[] byteIds = new int[256];
        for (int b = 0; b < 256; b++) {
            byteIds[b] = ids.get(String.valueOf(ByteLevelAlphabet.character((byte) b)));
        }
        return byteIds;
    }

    private TieBreak ties() {
        return settings.ties() == Ties.SMALLER_IDS ? TieBreak.smallerIds()
                : TieBreak.greaterBytes(id -> ByteLevelAlphabet.bytes(tokens.get(id)).orElseThrow());
    }
}
