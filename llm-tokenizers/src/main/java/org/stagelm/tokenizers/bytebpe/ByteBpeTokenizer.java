package org.stagelm.tokenizers.bytebpe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.Form;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Byte-level BPE after GPT-2's pre-tokenisation. Any text can be encoded; decoding gives it back exactly. */
public final class ByteBpeTokenizer implements Tokenizer {

    private static final byte[] NOTHING = {};

    private final TokenizerJson json;
    private final TokenBytes tokens;
    private final BytePairEncoder encoder;
    private final OptionalInt endOfText;
    private final String fingerprint;

    private ByteBpeTokenizer(TokenizerJson json, PreTokenizer preTokenizer, BytePairs pairs) {
        this.json = json;
        this.tokens = pairs.tokens();
        this.encoder = new BytePairEncoder(preTokenizer, pairs);
        this.endOfText = json.specials().stream().filter(special -> special.content().equals(TokenizerJson.END_OF_TEXT))
                .mapToInt(TokenizerJson.Special::id).findFirst();
        this.fingerprint = json.fingerprint();
    }

    /**
     * @param source where it was read from, for messages
     * @throws UserError where a byte has no token, or a token is spelled with characters that stand for no byte
     */
    public static ByteBpeTokenizer of(TokenizerJson json, String source) {
        if (json.form() != Form.BYTE_LEVEL) {
            throw new UserError(source + " holds a tokenizer of another type than byte-bpe; open it with its own type, such as char.");
        }
        List<byte[]> tokens = new ArrayList<>();
        for (String token : json.tokens()) {
            tokens.add(ByteLevelAlphabet.bytes(token).orElse(NOTHING));
        }
        for (TokenizerJson.Special special : json.specials()) {
            tokens.set(special.id(), NOTHING);
        }
        Merges merges = new Merges();
        json.merges().forEach(merge -> merges.add(merge.left(), merge.right(), merge.merged()));
        return new ByteBpeTokenizer(json, new Gpt2PreTokenizer(), new BytePairs(tokens, merges, false));
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
        return new String(decodeBytes(ids), StandardCharsets.UTF_8);
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
        if (id < 0 || id >= tokens.size()) {
            throw new UserError("The id " + id + " is not in the vocabulary: ids are 0 … " + (tokens.size() - 1) + ".");
        }
        return id;
    }

    @Override
    public OptionalInt endOfText() {
        return endOfText;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void save(Path folder) {
        json.write(folder);
    }
}
