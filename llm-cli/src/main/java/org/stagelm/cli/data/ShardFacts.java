package org.stagelm.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.json.Json;
import org.stagelm.tokenizers.shard.TokenShard;

/**
 * What is counted in a shard.
 *
 * @param shortest tokens of the shortest document; 0 where there is none
 * @param longest tokens of the longest document
 * @param distinct ids that occur
 * @param frequent the ids that occur most, the most frequent first
 * @param counts how often each of them occurs
 */
record ShardFacts(TokenShard shard, long shortest, long longest, int distinct, List<Integer> frequent, List<Long> counts) {

    private static final int SHOWN = 10;

    /** Most ids that are counted: a header may claim any vocabulary, but it does not get the memory. */
    private static final int COUNTED = 1 << 22;

    static ShardFacts of(TokenShard shard) {
        long shortest = shard.documents() == 0 ? 0 : Long.MAX_VALUE;
        long longest = 0;
        for (long document = 0; document < shard.documents(); document++) {
            long end = document + 1 < shard.documents() ? shard.documentStart(document + 1) : shard.length();
            shortest = Math.min(shortest, end - shard.documentStart(document));
            longest = Math.max(longest, end - shard.documentStart(document));
        }
        long[] counts = count(shard);
        List<Integer> frequent = IntStream.range(0, counts.length).filter(id -> counts[id] > 0).boxed()
                .sorted(Comparator.comparing((Integer id) -> -counts[id])).toList();
        List<Integer> shown = frequent.subList(0, Math.min(SHOWN, frequent.size()));
        return new ShardFacts(shard, shortest, longest, frequent.size(), shown, shown.stream().map(id -> counts[id]).toList());
    }

    private static long[] count(TokenShard shard) {
        long[] counts = new long[Math.min(shard.vocabularySize(), COUNTED)];
        int[] ids = new int[1 << 14];
        for (long from = 0; from < shard.length(); from += ids.length) {
            int here = (int) Math.min(ids.length, shard.length() - from);
            shard.copy(from, ids, 0, here);
            for (int i = 0; i < here; i++) {
                if (ids[i] < counts.length) {
                    counts[ids[i]]++;
                }
            }
        }
        return counts;
    }

    List<String> lines(Optional<Tokenizer> tokenizer) {
        double perDocument = shard.documents() == 0 ? 0 : (double) shard.length() / shard.documents();
        String often = String.join(" ", IntStream.range(0, frequent.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%s %.1f%%",
                        name(frequent.get(i), tokenizer), 100.0 * counts.get(i) / shard.length())).toList());
        return List.of(shard.source(),
                String.format(Locale.ROOT, "  tokens:     %,d, of %d bytes each", shard.length(), shard.idBytes()),
                String.format(Locale.ROOT, "  vocabulary: %,d, of which %,d occur", shard.vocabularySize(), distinct),
                String.format(Locale.ROOT, "  documents:  %,d, of %,d to %,d tokens, %.1f on average",
                        shard.documents(), shortest, longest, perDocument),
                "  most often: " + often);
    }

    ObjectNode json() {
        ObjectNode object = Json.mapper().createObjectNode().put("file", shard.source()).put("tokens", shard.length()).put("idBytes", shard.idBytes())
                .put("vocabularySize", shard.vocabularySize()).put("distinct", distinct).put("documents", shard.documents())
                .put("shortest", shortest).put("longest", longest);
        ArrayNode often = object.putArray("frequent");
        for (int i = 0; i < frequent.size(); i++) {
            often.addObject().put("id", frequent.get(i)).put("count", counts.get(i));
        }
        return object;
    }

    private static String name(int id, Optional<Tokenizer> tokenizer) {
        return tokenizer.map(t -> Windows.quoted(t.token(id))).orElse(String.valueOf(id));
    }
}
