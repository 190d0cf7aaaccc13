package org.stagelm.tokenizers.bytebpe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private final byte[][] bytes;
    private final BytePairEncoder encoder;
    private final OptionalInt endOfText;
    private final String fingerprint;

    private ByteBpeTokenizer(TokenizerJson json, byte[][] bytes, int[] byteIds) {
        this.json = json;
        this.bytes = bytes;
        this.encoder = new BytePairEncoder(new Gpt2PreTokenizer(), byteIds, json.merges());
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
        List<String> tokens = json.tokens();
        byte[][] bytes = new byte[tokens.size()][];
        for (TokenizerJson.Special special : json.specials()) {
            bytes[special.id()] = NOTHING;
        }
        int[] byteIds = new int[256];
        boolean[] present = new boolean[256];
        for (int id = 0; id < bytes.length; id++) {
            if (bytes[id] == NOTHING) {
                continue;
            }
            String token = tokens.get(id);
            bytes[id] = ByteLevelAlphabet.bytes(token).filter(b -> b.length > 0).orElseThrow(() -> new UserError(
                    source + ": the token \"" + token + "\" is not spelled with the byte-level alphabet, and is no special token either."));
            if (bytes[id].length == 1) {
                byteIds[bytes[id][0] & 0xFF] = id;
                present[bytes[id][0] & 0xFF] = true;
            }
        }
        for (int b = 0; b < 256; b++) {
            if (!present[b]) {
                throw new UserError(source + ": the vocabulary has no token for the byte " + b + " (\"" + ByteLevelAlphabet.character((byte) b)
                        + "\"); byte-level BPE needs all 256.");
            }
        }
        return new ByteBpeTokenizer(json, bytes, byteIds);
    }

    @Override
    public int vocabularySize() {
        return bytes.length;
    }

    @Override
    public int[] encode(String text) {
        return encoder.encode(text);
    }

    @Override
    public String decode(int... ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            text.writeBytes(bytes(id));
        }
        return text.toString(StandardCharsets.UTF_8);
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
        return bytes[checked(id)];
    }

    private int checked(int id) {
        if (id < 0 || id >= bytes.length) {
            throw new UserError("The id " + id + " is not in the vocabulary: ids are 0 … " + (bytes.length - 1) + ".");
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
