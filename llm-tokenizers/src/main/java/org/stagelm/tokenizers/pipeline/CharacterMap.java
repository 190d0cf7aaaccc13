package org.stagelm.tokenizers.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stagelm.api.UserError;

/**
 * SentencePiece's table of replacements: a double-array trie (Darts) from UTF-8 to places in a text of results that end with a zero. As in Hugging
 * Face's library, what a user sees as one character is looked up as a whole where it is short, then code point by code point.
 */
final class CharacterMap implements UnaryOperator<String> {

    private static final Pattern SEEN_AS_ONE = Pattern.compile("\\X");
    private static final int LONGEST = 5;

    private final int[] trie;
    private final byte[] results;

    /** @throws UserError where it is no such table */
    CharacterMap(String base64) {
        try {
            ByteBuffer table = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            int size = table.remaining() < 4 ? -1 : table.getInt();
            if (size < 4 || size % 4 != 0 || size > table.remaining()) {
                throw new UserError("The normalizer's precompiled_charsmap is broken: it says that its trie has " + size + " bytes, of "
                        + table.remaining() + ".");
            }
            trie = new int[size / 4];
            table.asIntBuffer().get(trie);
            results = new byte[table.remaining() - size];
            table.position(4 + size).get(results);
        } catch (IllegalArgumentException e) {
            throw new UserError("The normalizer's precompiled_charsmap is not Base64: " + e.getMessage(), e);
        }
    }

    @Override
    public String apply(String text) {
        StringBuilder changed = new StringBuilder(text.length());
        Matcher characters = SEEN_AS_ONE.matcher(text);
        while (characters.find()) {
            String character = characters.group();
            Optional<String> whole = character.length() <= LONGEST ? result(character) : Optional.empty();
            if (whole.isPresent()) {
                changed.append(whole.get());
            } else {
                character.codePoints().mapToObj(Character::toString).forEach(c -> changed.append(result(c).orElse(c)));
            }
        }
        return changed.toString();
    }

    private Optional<String> result(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > LONGEST) {
            return Optional.empty();
        }
        int node = offset(trie[0]);
        for (byte b : utf8) {
            node ^= b & 0xFF;
            int unit = node < trie.length && b != 0 ? trie[node] : 0;
            if (b == 0 || (unit & 0x800000FF) != (b & 0xFF)) {
                return Optional.empty();
            }
            node ^= offset(unit);
            if ((unit >>> 8 & 1) == 1 && node < trie.length) {
                return Optional.of(text(trie[node] & 0x7FFFFFFF));
            }
        }
        return Optional.empty();
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    private String text(int from) {
        int to = from;
        while (to < results.length && results[to] != 0) {
            to++;
        }
        return to > from ? new String(results, from, to - from, StandardCharsets.UTF_8) : "";
    }
}
