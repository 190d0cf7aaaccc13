package org.stagelm.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;
import org.stagelm.api.generation.Candidates;
import org.stagelm.api.generation.Sampler;
import org.stagelm.core.generation.SamplerChain;
import org.stagelm.core.json.Json;

/**
 * What may come next: the likeliest tokens, before and after the samplers, and how often each was drawn.
 *
 * @param rows by falling probability before the samplers
 * @param rest what all others have together
 */
record NextTokens(List<Row> rows, Row rest) {

    static final int DRAWS = 1000;
    private static final int SHOWN = 20;

    /**
     * @param before softmax of the logits
     * @param after the same behind temperature, top-k and top-p
     * @param drawn share of {@link #DRAWS} draws
     */
    record Row(String token, double before, double after, double drawn) {}

    /** @param name of an id */
    static NextTokens of(float[] logits, IntFunction<String> name, List<Sampler> samplers, long seed) {
        double[] before = new Candidates(logits).probabilities();
        double[] after = after(logits, samplers);
        double[] drawn = draws(logits, samplers, seed);
        int[] best = IntStream.range(0, logits.length).boxed().sorted(Comparator.comparingDouble((Integer id) -> -before[id])).limit(SHOWN)
                .mapToInt(Integer::intValue).toArray();
        List<Row> rows = new ArrayList<>();
        for (int id : best) {
            rows.add(new Row(name.apply(id), before[id], after[id], drawn[id]));
        }
        return new NextTokens(rows, new Row("others", left(rows.stream().mapToDouble(Row::before)), left(rows.stream().mapToDouble(Row::after)),
                left(rows.stream().mapToDouble(Row::drawn))));
    }

    private static double left(DoubleStream shares) {
        return Math.max(0, 1 - shares.sum());
    }

    private static double[] after(float[] logits, List<Sampler> samplers) {
        Candidates candidates = new Candidates(logits);
        samplers.forEach(sampler -> sampler.apply(candidates));
        double[] shares = candidates.probabilities();
        double[] after = new double[logits.length];
        for (int rank = 0; rank < candidates.size(); rank++) {
            after[candidates.id(rank)] = shares[rank];
        }
        return after;
    }

    private static double[] draws(float[] logits, List<Sampler> samplers, long seed) {
        SamplerChain chain = SamplerChain.sampling(samplers, seed);
        double[] drawn = new double[logits.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn[chain.choose(logits, draw)] += 1.0 / DRAWS;
        }
        return drawn;
    }

    /** Logits of a JSON object, {@code {"forward": 6.75, …}}: a table of the user's own, in its order. */
    record Table(List<String> tokens, float[] logits) {

        static Table read(Path file) {
            JsonNode tree = Json.read(file);
            if (!tree.isObject() || tree.isEmpty()) {
                throw new UserError(file + " must be an object of tokens and their logits, such as {\"forward\": 6.75, \"toward\": 6.28}");
            }
            List<String> tokens = new ArrayList<>();
            float[] logits = new float[tree.size()];
            tree.properties().forEach(entry -> {
                float logit = entry.getValue().floatValue();
                if (!entry.getValue().isNumber() || !Float.isFinite(logit)) {
                    throw new UserError(file + ": the logit of \"" + entry.getKey() + "\" must be a number, not " + entry.getValue());
                }
                logits[tokens.size()] = logit;
                tokens.add(entry.getKey());
            });
            return new Table(tokens, logits);
        }
    }
}
