package org.stagelm.cli.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** Enough that attention has something to see from the first token measured on. */
    private static final int PROMPT = 16;

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

    /** The model's config, in JSON. */
    String model() {
        return """
                {"type": "decoder", "layers": %d, "width": %d, "context": %d, "dropout": 0.0, "tieEmbeddings": true, "position": "learned",
                 "norm": {"type": "layer-norm", "bias": false}, "attention": {"type": "multi-head", "heads": %d, "bias": false},
                 "feedForward": {"type": "mlp", "hidden": %d, "activation": "gelu", "bias": false}}
                """.formatted(layers, width, context, heads, hidden);
    }

    /** Elements of the weights that every token passes: all but the positions' table. */
    long weights() {
        return layers * (4L * width * width + 2L * width * hidden + 2L * width) + width + (long) vocabulary * width;
    }

    /** Tokens of the prompt behind which decoding is measured. */
    int prompt() {
        return Math.max(1, Math.min(PROMPT, context / 2));
    }

    /** Arguments of {@code benchmarks/pytorch_peer.py}. */
    String[] arguments(String task, String mode, int threads) {
        int[] numbers = {layers, heads, width, hidden, context, batch, vocabulary, threads};
        return Stream.concat(Stream.of(task, mode), Arrays.stream(numbers).mapToObj(Integer::toString)).toArray(String[]::new);
    }

    int tokens() {
        return batch * context;
    }

    int[] randomIds(long seed) {
        return new SplittableRandom(seed).ints(tokens(), 0, vocabulary).toArray();
    }
}
