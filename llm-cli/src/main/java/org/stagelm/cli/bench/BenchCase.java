package org.stagelm.cli.bench;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stagelm.api.UserError;

/**
 * What is measured: a GPT without biases, its head tied to its embedding, on batches of random ids.
 *
 * @param name as on the command line
 * @param hidden of the feed-forward
 * @param vocabulary distinct ids
 */
record BenchCase(String name, int layers, int heads, int width, int hidden, int context, int batch, int vocabulary) {

    private static final String GPT2_SMALL = "gpt2-small";
    private static final Pattern SIZES = Pattern.compile("(\\d{1,6})/(\\d{1,6})/(\\d{1,6})");

    /** As many as tinyshakespeare has letters. */
    private static final int LETTERS = 65;

    /** A width from which on there are six layers, as in nanoGPT's configs for letters. */
    private static final int WIDE = 384;

    /** @param sizes WIDTH/CONTEXT/BATCH, or {@code gpt2-small}: a step of that model on one text of 256 tokens */
    static BenchCase of(String sizes) {
        if (sizes.equals(GPT2_SMALL)) {
            return new BenchCase(sizes, 12, 12, 768, 4 * 768, 256, 1, 50_257);
        }
        Matcher m = SIZES.matcher(sizes);
        if (!m.matches()) {
            throw new UserError("--case " + sizes + ": write it as WIDTH/CONTEXT/BATCH, such as 256/128/32, or " + GPT2_SMALL);
        }
        int width = Integer.parseInt(m.group(1));
        return new BenchCase(sizes, width < WIDE ? 4 : 6, Math.max(4, width / 64), width, 4 * width, Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)), LETTERS);
    }

    int tokens() {
        return batch * context;
    }

    int[] randomIds(long seed) {
        return new SplittableRandom(seed).ints(tokens(), 0, vocabulary).toArray();
    }
}
