package org.stagelm.tokenizers.bytebpe;

import java.util.Map;
import java.util.Optional;

/**
 * How a text is cut: by the expression of a well-known model, named or spelled out, for which there is a scanner written by hand, or by any other
 * expression.
 *
 * @param expression as it stands in {@code tokenizer.json}
 */
public record PreTokenization(String expression, PreTokenizer preTokenizer) {

    /** GPT-2's; r50k's and p50k's too. */
    public static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String REST = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String REST_WITH_SLASH = REST.replace("[\\r\\n]*", "[\\r\\n/]*");
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String BEFORE_WORD = "[^\\r\\n\\p{L}\\p{N}]?";

    /** GPT-4's; Llama 3's too. */
    private static final String CL100K = ENDINGS + "|" + BEFORE_WORD + "\\p{L}+|\\p{N}{1,3}|" + REST;
    private static final String QWEN = ENDINGS + "|" + BEFORE_WORD + "\\p{L}+|\\p{N}|" + REST;
    private static final String O200K = BEFORE_WORD + UPPER + "*" + LOWER + "+" + ENDINGS + "?|" + BEFORE_WORD + UPPER + "+" + LOWER + "*" + ENDINGS
            + "?|\\p{N}{1,3}|" + REST_WITH_SLASH;
    private static final String TEKKEN = BEFORE_WORD + UPPER + "*" + LOWER + "+|" + BEFORE_WORD + UPPER + "+" + LOWER + "*|\\p{N}|" + REST_WITH_SLASH;

    private static final Map<String, String> NAMES = Map.of("gpt2", GPT2, "cl100k", CL100K, "o200k", O200K);
    private static final Map<String, PreTokenizer> SCANNERS = Map.of(
            GPT2, new Scanner(new Gpt2Pattern(), false),
            CL100K, new Scanner(new Cl100kPattern(3), false),
            QWEN, new Scanner(new Cl100kPattern(1), false),
            O200K, new Scanner(new O200kPattern(3, true), true),
            TEKKEN, new Scanner(new O200kPattern(1, false), true));

    /**
     * @param pattern {@code gpt2}, {@code cl100k}, {@code o200k}, or a regular expression
     * @throws org.stagelm.api.UserError where it is no regular expression
     */
    public static PreTokenization of(String pattern) {
        String expression = NAMES.getOrDefault(pattern, pattern);
        PreTokenizer scanner = SCANNERS.get(expression);
        return new PreTokenization(expression, scanner != null ? scanner : new RegexPreTokenizer(expression));
    }

    /** A tokenizer like {@code json}, but cut this way. */
    ByteLevelJson in(ByteLevelJson json) {
        Optional<String> pattern = Optional.of(expression).filter(known -> !known.equals(GPT2)); // the file's own way to say GPT-2's
        return new ByteLevelJson(json.tokens(), json.merges(), json.specials(), pattern, json.ignoreMerges());
    }
}
