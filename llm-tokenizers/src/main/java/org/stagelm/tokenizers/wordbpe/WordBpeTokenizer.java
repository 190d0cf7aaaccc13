package org.stagelm.tokenizers.wordbpe;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.TokenIds;
import org.stagelm.tokenizers.text.Utf8;

/** Words cut at white space, each merged on its own. Decoding puts one space between two words, so white space does not come back as it was. */
final class WordBpeTokenizer implements Tokenizer {

    /** Words whose ids are kept, as most of a text is words that come again, and how long they may be. */
    private static final int MOST_KEPT = 1 << 16;
    private static final int LONGEST_KEPT = 64;

    private final Vocabulary vocabulary;
    private final Map<Integer, Integer> characterIds = new HashMap<>();
    private final Map<String, Integer> specials = new LinkedHashMap<>();
    private final WordMerger merger;
    private final Map<String, int[]> kept = new ConcurrentHashMap<>();
    private final TokenizerJson json;

    WordBpeTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.merger = new WordMerger(vocabulary.merges());
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            String token = vocabulary.tokens().get(id);
            if (id < vocabulary.specials()) {
                specials.put(token, id);
            } else if (token.codePointCount(0, token.length()) == 1) {
                characterIds.put(token.codePointAt(0), id);
            }
        }
        this.json = WordBpeJson.of(vocabulary);
    }

    @Override
    public int vocabularySize() {
        return vocabulary.tokens().size();
    }

    @Override
    public int[] encode(String text) {
        IntStream.Builder ids = IntStream.builder();
        WhiteSpaceWords.forEach(Utf8.wellFormed(text), word -> {
            for (int id : wordIds(word)) {
                ids.add(id);
            }
        });
        return ids.build().toArray();
    }

    private int[] wordIds(String word) {
        int[] known = kept.get(word);
        if (known != null) {
            return known;
        }
        int[] ids = merger.merge((word + Vocabulary.END).codePoints().flatMap(codePoint -> characterId(codePoint, word)).toArray());
        if (word.length() <= LONGEST_KEPT && kept.size() < MOST_KEPT) {
            kept.put(word, ids);
        }
        return ids;
    }

    /** One id, or none where an unknown character is left out. */
    private IntStream characterId(int codePoint, String word) {
        Integer id = characterIds.get(codePoint);
        if (id != null) {
            return IntStream.of(id);
        }
        return switch (vocabulary.unknown()) {
            case TOKEN -> IntStream.of(specials.get(Vocabulary.UNKNOWN));
            case SKIP -> IntStream.empty();
            case ERROR -> throw new UserError("The tokenizer bpe does not know the character '" + Character.toString(codePoint) + "' ("
                    + String.format("U+%04X", codePoint) + ") in \"" + word + "\": its training text did not have it. Leave it out, or set"
                    + " tokenizer.unknown to \"token\" or \"skip\" and train again.");
        };
    }

    @Override
    public boolean lossless() {
        return false;
    }

    /** The words with one space between them; characters that are unknown are left out, unless they are an error. */
    @Override
    public String normalize(String text) {
        StringBuilder normalized = new StringBuilder();
        WhiteSpaceWords.forEach(Utf8.wellFormed(text), word -> {
            int length = normalized.length();
            word.codePoints().filter(codePoint -> vocabulary.unknown() == Unknown.ERROR || characterIds.containsKey(codePoint))
                    .forEach(normalized::appendCodePoint);
            if (length > 0 && normalized.length() > length) {
                normalized.insert(length, ' ');
            }
        });
        return normalized.toString();
    }

    @Override
    public TextStream stream() {
        return new TextStream() {

            private boolean begun;
            private boolean ended; // the last word, so that what comes needs a space before it

            @Override
            public String next(int id) {
                if (checked(id) < vocabulary.specials()) {
                    return "";
                }
                String token = vocabulary.tokens().get(id);
                boolean ends = token.endsWith(Vocabulary.END);
                String text = ends ? token.substring(0, token.length() - 1) : token;
                String spaced = begun && ended && !text.isEmpty() ? " " + text : text;
                ended = ends || ended && text.isEmpty();
                begun |= !text.isEmpty();
                return spaced;
            }

            @Override
            public String end() {
                return "";
            }
        };
    }

    @Override
    public String token(int id) {
        return Vocabulary.shown(vocabulary.tokens().get(checked(id)));
    }

    private int checked(int id) {
        return TokenIds.checked(id, vocabularySize());
    }

    @Override
    public OptionalInt endOfText() {
        Integer id = specials.get(TokenizerJson.END_OF_TEXT);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
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
