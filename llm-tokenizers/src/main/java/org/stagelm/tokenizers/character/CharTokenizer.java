package org.stagelm.tokenizers.character;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.TokenIds;
import org.stagelm.tokenizers.text.Utf8;

/**
 * One id per character (Unicode code point). It has no end-of-text token. A character it does not know is an error, or {@code <|unk|>}, which is then
 * shown in decoded text, as a reader must see that a character is missing.
 */
public final class CharTokenizer implements Tokenizer {

    private static final String UNKNOWN = "<|unk|>";
    private static final int SHOWN = 10;
    private static final int NONE = -1;

    private final int[] codePoints;
    private final Unknown unknown;
    private final int[] ids;
    private final TokenizerJson json;

    /** @param codePoints the character of each id, all different; the id behind them is {@code <|unk|>} where an unknown character is no error */
    CharTokenizer(int[] codePoints, Unknown unknown) {
        this.codePoints = codePoints;
        this.unknown = unknown;
        this.ids = new int[Arrays.stream(codePoints).max().orElse(-1) + 1];
        Arrays.fill(ids, NONE);
        for (int id = 0; id < codePoints.length; id++) {
            ids[codePoints[id]] = id;
        }
        this.json = json(codePoints, unknown);
    }

    /** A BPE vocabulary without merges: one token per character, and a decoder that joins them. */
    private static TokenizerJson json(int[] codePoints, Unknown unknown) {
        Map<String, Integer> vocab = new HashMap<>();
        Arrays.stream(codePoints).forEach(codePoint -> vocab.put(Character.toString(codePoint), vocab.size()));
        Optional<String> token = unknown == Unknown.TOKEN ? Optional.of(UNKNOWN) : Optional.empty();
        token.ifPresent(spelling -> vocab.put(spelling, codePoints.length));
        Model model = new Model.BPE(vocab, List.of(), token, Optional.empty(), Optional.empty(), false, false, false);
        return new TokenizerJson(Optional.empty(), Optional.empty(), model, Optional.empty(), Optional.of(new Decoder.Fuse()), List.of());
    }

    /** Whether a file is of this kind: characters that never merge, and nothing around them. */
    public static boolean describes(TokenizerJson json) {
        return json.model() instanceof Model.BPE bpe && bpe.merges().isEmpty() && endsWithUnknown(bpe) && !bpe.fuseUnk() && !bpe.byteFallback()
                && bpe.endOfWordSuffix().isEmpty() && json.normalizer().isEmpty() && json.preTokenizer().isEmpty()
                && json.postProcessor().isEmpty() && json.addedTokens().isEmpty()
                && json.decoder().filter(Decoder.Fuse.class::isInstance).isPresent();
    }

    /** Whether its token for unknown characters, where it has one, is {@code <|unk|>}, and the last of its vocabulary. */
    private static boolean endsWithUnknown(Model.BPE bpe) {
        return bpe.unkToken().map(token -> token.equals(UNKNOWN) && Objects.equals(bpe.vocab().get(token), bpe.vocab().size() - 1)).orElse(true);
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
        Unknown unknown = tokens.contains(UNKNOWN) ? Unknown.TOKEN : Unknown.ERROR;
        int[] codePoints = new int[unknown == Unknown.TOKEN ? tokens.size() - 1 : tokens.size()];
        for (int id = 0; id < codePoints.length; id++) {
            String token = tokens.get(id);
            if (token.codePointCount(0, token.length()) != 1) {
                throw new UserError(source + ": the token \"" + token + "\" (id " + id + ") is not one character, as the char tokenizer needs.");
            }
            codePoints[id] = token.codePointAt(0);
        }
        return new CharTokenizer(codePoints, unknown);
    }

    @Override
    public int vocabularySize() {
        return unknown == Unknown.TOKEN ? codePoints.length + 1 : codePoints.length;
    }

    @Override
    public int[] encode(String text) {
        String whole = Utf8.wellFormed(text);
        int[] encoded = new int[whole.codePointCount(0, whole.length())];
        int n = 0;
        for (int i = 0; i < whole.length();) {
            int codePoint = whole.codePointAt(i);
            int id = id(codePoint);
            if (id == NONE && unknown == Unknown.ERROR) {
                throw unknown(whole, i);
            }
            encoded[n++] = id == NONE ? codePoints.length : id;
            i += Character.charCount(codePoint);
        }
        return encoded;
    }

    private int id(int codePoint) {
        return codePoint < ids.length ? ids[codePoint] : NONE;
    }

    @Override
    public boolean lossless() {
        return unknown == Unknown.ERROR;
    }

    @Override
    public String normalize(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        Utf8.wellFormed(text).codePoints()
                .forEach(c -> normalized.append(id(c) == NONE && unknown == Unknown.TOKEN ? UNKNOWN : Character.toString(c)));
        return normalized.toString();
    }

    /** @param first where the first of them stands */
    private UserError unknown(String text, int first) {
        Set<Integer> strangers = text.codePoints().filter(c -> id(c) == NONE).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
        long occurrences = text.codePoints().filter(c -> id(c) == NONE).count();
        String named = strangers.stream().limit(SHOWN).map(CharTokenizer::named).collect(Collectors.joining(", "));
        String more = strangers.size() > SHOWN ? " and " + (strangers.size() - SHOWN) + " more" : "";
        String count = occurrences + (occurrences == 1 ? " character" : " characters");
        long line = text.substring(0, first).codePoints().filter(c -> c == '\n').count() + 1;
        int column = text.codePointCount(text.lastIndexOf('\n', first - 1) + 1, first) + 1;
        return new UserError("The text has " + count + " that the char tokenizer does not know, the first in line " + line + " at character " + column
                + ": " + named + more + ". It only knows the " + codePoints.length + " characters that its training text had. Leave them out, set"
                + " tokenizer.unknown to \"token\" and train again, or train with the tokenizer byte-bpe, which knows every character.");
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
            text.append(token(id));
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
        int checked = TokenIds.checked(id, vocabularySize());
        return checked == codePoints.length ? UNKNOWN : Character.toString(codePoints[checked]);
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
