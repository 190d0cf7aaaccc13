package org.stagelm.tokenizers.character;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.TokenIds;
import org.stagelm.tokenizers.text.Utf8;

/** One id per character (Unicode code point). It has no end-of-text token, and no way to write a character it does not know. */
public final class CharTokenizer implements Tokenizer {

    private static final int SHOWN = 10;
    private static final int UNKNOWN = -1;

    private final int[] codePoints;
    private final int[] ids;
    private final TokenizerJson json;

    /** @param codePoints the character of each id, all different */
    CharTokenizer(int[] codePoints) {
        this.codePoints = codePoints;
        this.ids = new int[Arrays.stream(codePoints).max().orElse(-1) + 1];
        Arrays.fill(ids, UNKNOWN);
        for (int id = 0; id < codePoints.length; id++) {
            ids[codePoints[id]] = id;
        }
        this.json = json(codePoints);
    }

    /** A BPE vocabulary without merges: one token per character, and a decoder that joins them. */
    private static TokenizerJson json(int[] codePoints) {
        Map<String, Integer> vocab = IntStream.range(0, codePoints.length).boxed()
                .collect(Collectors.toMap(id -> Character.toString(codePoints[id]), id -> id));
        return new TokenizerJson(Optional.empty(), Optional.empty(), Model.BPE.of(vocab, List.of(), false), Optional.empty(),
                Optional.of(new Decoder.Fuse()), List.of());
    }

    /** Whether a file is of this kind: characters that never merge, and nothing around them. */
    public static boolean describes(TokenizerJson json) {
        return json.model() instanceof Model.BPE bpe && bpe.merges().isEmpty() && bpe.unkToken().isEmpty() && !bpe.byteFallback()
                && bpe.endOfWordSuffix().isEmpty() && json.normalizer().isEmpty() && json.preTokenizer().isEmpty()
                && json.postProcessor().isEmpty() && json.addedTokens().isEmpty()
                && json.decoder().filter(Decoder.Fuse.class::isInstance).isPresent();
    }

    /**
     * @param source where it was read from, for messages
     * @throws UserError where it is not a vocabulary of characters
     */
    public static CharTokenizer of(TokenizerJson json, String source) {
        if (!describes(json)) {
            throw new UserError(source + " holds a tokenizer of another type than char; open it with its own type, such as byte-bpe.");
        }
        List<String> tokens = json.tokens();
        int[] codePoints = new int[tokens.size()];
        for (int id = 0; id < codePoints.length; id++) {
            String token = tokens.get(id);
            if (token.codePointCount(0, token.length()) != 1) {
                throw new UserError(source + ": the token \"" + token + "\" (id " + id + ") is not one character, as the char tokenizer needs.");
            }
            codePoints[id] = token.codePointAt(0);
        }
        return new CharTokenizer(codePoints);
    }

    @Override
    public int vocabularySize() {
        return codePoints.length;
    }

    @Override
    public int[] encode(String text) {
        String whole = Utf8.wellFormed(text);
        int[] encoded = new int[whole.codePointCount(0, whole.length())];
        int n = 0;
        for (int i = 0; i < whole.length();) {
            int codePoint = whole.codePointAt(i);
            int id = id(codePoint);
            if (id == UNKNOWN) {
                throw unknown(whole);
            }
            encoded[n++] = id;
            i += Character.charCount(codePoint);
        }
        return encoded;
    }

    private int id(int codePoint) {
        return codePoint < ids.length ? ids[codePoint] : UNKNOWN;
    }

    private UserError unknown(String text) {
        Set<Integer> unknown = text.codePoints().filter(c -> id(c) == UNKNOWN).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
        long occurrences = text.codePoints().filter(c -> id(c) == UNKNOWN).count();
        String named = unknown.stream().limit(SHOWN).map(CharTokenizer::named).collect(Collectors.joining(", "));
        String more = unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "";
        String count = occurrences + (occurrences == 1 ? " character" : " characters");
        return new UserError("The text has " + count + " that the char tokenizer does not know: " + named + more + ". It only knows the "
                + codePoints.length + " characters that its training text had. Leave them out, or train with the tokenizer byte-bpe, which knows"
                + " every character.");
    }

    private static String named(int codePoint) {
        String number = String.format("U+%04X", codePoint);
        boolean visible = !Character.isISOControl(codePoint) && !Character.isWhitespace(codePoint);
        return visible ? "'" + Character.toString(codePoint) + "' (" + number + ")" : number;
    }

    @Override
    public String decode(int... encoded) {
        StringBuilder text = new StringBuilder(encoded.length);
        for (int id : encoded) {
            text.appendCodePoint(codePoint(id));
        }
        return text.toString();
    }

    @Override
    public TextStream stream() {
        return new TextStream() {
            @Override
            public String next(int id) {
                return token(id);
            }

            @Override
            public String end() {
                return "";
            }
        };
    }

    @Override
    public String token(int id) {
        return Character.toString(codePoint(id));
    }

    private int codePoint(int id) {
        TokenIds.checked(id, vocabularySize());
        return codePoints[id];
    }

    @Override
    public OptionalInt endOfText() {
        return OptionalInt.empty();
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
