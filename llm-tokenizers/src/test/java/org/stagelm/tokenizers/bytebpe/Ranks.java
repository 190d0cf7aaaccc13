package org.stagelm.tokenizers.bytebpe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The tokenizers whose ranks JTokkit's jar carries. */
public final class Ranks {

    public static final ByteBpeTokenizer R50K = read("r50k_base", "gpt2", Map.of("<|endoftext|>", 50256));
    public static final ByteBpeTokenizer CL100K = read("cl100k_base", "cl100k", Map.of("<|endoftext|>", 100257, "<|fim_prefix|>", 100258));
    public static final ByteBpeTokenizer O200K = read("o200k_base", "o200k", Map.of("<|endoftext|>", 199999));

    private Ranks() {}

    private static ByteBpeTokenizer read(String name, String pattern, Map<String, Integer> specials) {
        try (InputStream in = Ranks.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + ".tiktoken")) {
            return new RanksFile(name, pattern, specials).read(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
