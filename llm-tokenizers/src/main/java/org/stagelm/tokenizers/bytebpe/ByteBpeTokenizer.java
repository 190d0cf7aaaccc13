package org.stagelm.tokenizers.bytebpe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.PostProcessor;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.PartialUtf8;
import org.stagelm.tokenizers.text.TokenIds;

/** Byte-level BPE after GPT-2's pre-tokenisation or another. Any text can be encoded; decoding gives it back exactly. */
public final class ByteBpeTokenizer implements Tokenizer {

    private static final byte[] NOTHING = {};

    private final ByteLevelJson json;
    private final TokenBytes tokens;
    private final BytePairEncoder encoder;
    private final Map<String, Integer> specialTokens;
    private final OptionalInt endOfText;

    private ByteBpeTokenizer(ByteLevelJson json, PreTokenizer preTokenizer, BytePairs pairs) {
        this.json = json;
        this.tokens = pairs.tokens();
        this.encoder = new BytePairEncoder(preTokenizer, pairs);
        Map<String, Integer> specials = new LinkedHashMap<>();
        json.specials().stream().sorted(Comparator.comparingInt(AddedToken::id))
                .forEach(special -> specials.put(special.content(), special.id()));
        this.specialTokens = Collections.unmodifiableMap(specials);
        Integer end = specials.get(TokenizerJson.END_OF_TEXT);
        this.endOfText = end == null ? OptionalInt.empty() : OptionalInt.of(end);
    }

    /** Whether a file is of this kind, with nothing before it or behind it and no added tokens but those that stand for no text. */
    public static boolean describes(TokenizerJson json) {
        return json.normalizer().isEmpty() && json.postProcessor().filter(after -> !(after instanceof PostProcessor.ByteLevel)).isEmpty()
                && json.addedTokens().stream().allMatch(token -> token.special() && !token.singleWord() && !token.lstrip() && !token.rstrip())
                && ByteLevelJson.of(json).isPresent();
    }

    /**
     * @param source where it was read from, for messages
     * @throws UserError where a byte has no token, or a token is spelled with characters that stand for no byte
     */
    public static ByteBpeTokenizer of(TokenizerJson json, String source) {
        return of(ByteLevelJson.of(json).filter(byteLevel -> describes(json)).orElseThrow(() -> new UserError(source
                + " holds a tokenizer of another type than byte-bpe; open it with its own type, such as char, or with the type hf.")), source);
    }

    /**
     * @param source where it was read from, for messages
     * @throws UserError where a byte has no token, or a token is spelled with characters that stand for no byte
     */
    public static ByteBpeTokenizer of(ByteLevelJson json, String source) {
        if (json.tokens().size() > MergeTable.MOST_IDS || json.merges().size() > MergeTable.MOST_MERGES) {
            throw new UserError(source + " has " + json.tokens().size() + " tokens and " + json.merges().size() + " merges; byte-level BPE holds "
                    + MergeTable.MOST_IDS + " tokens and " + MergeTable.MOST_MERGES + " merges.");
        }
        Merges merges = new Merges();
        json.merges().forEach(merge -> merges.add(merge.left(), merge.right(), merge.merged()));
        PreTokenization preTokenization = PreTokenization.of(json.pattern().orElse(PreTokenization.GPT2));
        return new ByteBpeTokenizer(json, preTokenization.preTokenizer(), new BytePairs(bytes(json, source), merges, json.ignoreMerges()));
    }

    private static List<byte[]> bytes(ByteLevelJson json, String source) {
        Set<Integer> specials = json.specials().stream().map(AddedToken::id).collect(Collectors.toSet());
        List<byte[]> tokens = new ArrayList<>();
        boolean[] present = new boolean[256];
        for (String token : json.tokens()) {
            if (specials.contains(tokens.size())) {
                tokens.add(NOTHING);
                continue;
            }
            byte[] bytes = ByteLevelAlphabet.bytes(token).filter(b -> b.length > 0).orElseThrow(() -> new UserError(
                    source + ": the token \"" + token + "\" is not spelled with the byte-level alphabet, and is no special token either."));
            if (bytes.length == 1) {
                present[bytes[0] & 0xFF] = true;
            }
            tokens.add(bytes);
        }
        for (int b = 0; b < 256; b++) {
            if (!present[b]) {
                throw new UserError(source + ": the vocabulary has no token for the byte " + b + " (\"" + ByteLevelAlphabet.character((byte) b)
                        + "\"); byte-level BPE needs all 256.");
            }
        }
        return tokens;
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public int[] encode(String text) {
        return encoder.encode(text);
    }

    /** The ids of any bytes: of text as {@link #encode(String)} gives them, and of each byte that is of no UTF-8 character its own. */
    public int[] encodeBytes(byte[] bytes) {
        return encoder.encode(bytes);
    }

    /** The bytes of the ids, which need not be valid UTF-8. */
    public byte[] decodeBytes(int... ids) {
        int length = 0;
        for (int id : ids) {
            length = Math.addExact(length, tokens.length(checked(id)));
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int id : ids) {
            tokens.copy(id, bytes, at);
            at += tokens.length(id);
        }
        return bytes;
    }

    @Override
    public String decode(int... ids) {
        return PartialUtf8.decode(decodeBytes(ids));
    }

    @Override
    public TextStream stream() {
        return new Utf8TextStream(this::bytes);
    }

    @Override
    public String token(int id) {
        return json.tokens().get(checked(id));
    }

    private byte[] bytes(int id) {
        return tokens.get(checked(id));
    }

    private int checked(int id) {
        return TokenIds.checked(id, vocabularySize());
    }

    @Override
    public OptionalInt endOfText() {
        return endOfText;
    }

    @Override
    public Map<String, Integer> specialTokens() {
        return specialTokens;
    }

    @Override
    public String fingerprint() {
        return json.json().fingerprint(); // when it is asked for: it takes longer than to learn a small vocabulary
    }

    @Override
    public void save(Path folder) {
        json.json().write(folder);
    }
}
