package org.stagelm.api.data;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;

/** Texts in which some special tokens are spelled out. Of spellings that begin at one place the longest counts. */
final class SpecialSpellings {

    private SpecialSpellings() {}

    /** @throws UserError where {@code allowed} names a token that the tokenizer does not have, saying which there are */
    static int[] encode(Tokenizer tokenizer, String text, Set<String> allowed) {
        if (allowed.isEmpty()) {
            return tokenizer.encode(text);
        }
        Map<String, Integer> known = tokenizer.specialTokens();
        for (String spelling : allowed) {
            if (!known.containsKey(spelling)) {
                throw new UserError("The tokenizer has no special token \"" + spelling + "\"; it has "
                        + (known.isEmpty() ? "none" : String.join(", ", known.keySet())) + ".");
            }
        }
        Matcher matcher = Pattern.compile(allowed.stream().sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|"))).matcher(text);
        IntStream.Builder ids = IntStream.builder();
        int from = 0;
        while (matcher.find()) {
            add(tokenizer, text.substring(from, matcher.start()), ids);
            ids.add(known.get(matcher.group()));
            from = matcher.end();
        }
        add(tokenizer, text.substring(from), ids);
        return ids.build().toArray();
    }

    private static void add(Tokenizer tokenizer, String text, IntStream.Builder ids) {
        if (!text.isEmpty()) {
            for (int id : tokenizer.encode(text)) {
                ids.add(id);
            }
        }
    }
}
