package org.stagelm.tokenizers.word;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.TokenIds;
import org.stagelm.tokenizers.text.Utf8;

/**
 * One id per word. Decoding puts a space between two words, but none before punctuation, so white space does not come back as it was. Where there is
 * {@code <|unk|>}, it is shown in decoded text, as a reader must see that a word is missing.
 */
public final class WordTokenizer implements Tokenizer {

    static final String UNKNOWN = "<|unk|>";

    private static final String NO_SPACE_BEFORE = ",.?!\"()'";

    private final SplitPattern pattern;
    private final List<String> words;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> specials = new LinkedHashMap<>();
    private final OptionalInt unknown;
    private final TokenizerJson json;

    /** @param words by id; the last two are {@code <|endoftext|>} and {@code <|unk|>} where an unknown word is no error */
    WordTokenizer(List<String> words, SplitPattern pattern, Unknown unknown) {
        this.pattern = pattern;
        this.words = List.copyOf(words);
        words.forEach(word -> ids.put(word, ids.size()));
        if (unknown == Unknown.TOKEN) {
            specials.put(TokenizerJson.END_OF_TEXT, ids.remove(TokenizerJson.END_OF_TEXT));
            this.unknown = OptionalInt.of(ids.get(UNKNOWN));
        } else {
            this.unknown = OptionalInt.empty();
        }
        this.json = WordJson.of(words, pattern, unknown);
    }

    @Override
    public int vocabularySize() {
        return words.size();
    }

    @Override
    public int[] encode(String text) {
        List<Integer> encoded = new ArrayList<>();
        pattern.forEachWord(Utf8.wellFormed(text), word -> encoded.add(id(word)));
        return encoded.stream().mapToInt(id -> id).toArray();
    }

    private int id(String word) {
        Integer id = ids.get(word);
        if (id == null) {
            return unknown.orElseThrow(() -> new UserError("The tokenizer word does not know the word \"" + word + "\": it only knows the "
                    + words.size() + " words that its training text had. Leave it out, or set tokenizer.unknown to \"token\" and train again."));
        }
        return id;
    }

    @Override
    public boolean lossless() {
        return false;
    }

    @Override
    public String normalize(String text) {
        Joiner joiner = new Joiner();
        StringBuilder normalized = new StringBuilder();
        pattern.forEachWord(Utf8.wellFormed(text),
                word -> normalized.append(joiner.next(unknown.isEmpty() || ids.containsKey(word) ? word : UNKNOWN)));
        return normalized.toString();
    }

    @Override
    public TextStream stream() {
        Joiner joiner = new Joiner();
        return new TextStream() {
            @Override
            public String next(int id) {
                return specials.containsValue(checked(id)) ? "" : joiner.next(words.get(id));
            }

            @Override
            public String end() {
                return "";
            }
        };
    }

    /** Puts spaces between the words of one text. */
    private static final class Joiner {

        private boolean begun;

        String next(String word) {
            boolean space = begun && NO_SPACE_BEFORE.indexOf(word.charAt(0)) < 0;
            begun = true;
            return space ? " " + word : word;
        }
    }

    @Override
    public String token(int id) {
        return words.get(checked(id));
    }

    private int checked(int id) {
        return TokenIds.checked(id, vocabularySize());
    }

    @Override
    public OptionalInt endOfText() {
        return specials.isEmpty() ? OptionalInt.empty() : OptionalInt.of(specials.get(TokenizerJson.END_OF_TEXT));
    }

    @Override
    public Map<String, Integer> specialTokens() {
        return Collections.unmodifiableMap(specials);
    }

    @Override
    public String fingerprint() {
        return json.fingerprint();
    }

    @Override
    public void save(Path folder) {
        json.write(folder);
    }
}
