package org.stagelm.tokenizers.sentencepiece;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.TokenIds;

/**
 * A {@code tokenizer.model} with SentencePiece's ids and texts. Text does not come back to the letter: a character without a piece is shown as
 * {@code ⁇} where there is no byte fallback, and white space may change.
 *
 * <p>A single-character part of a BPE piece that is no piece itself, which SentencePiece's trainer never makes, merges with nothing.
 */
public final class SentencePieceTokenizer implements Tokenizer {

    private final byte[] file;
    private final SentencePieceModel model;
    private final TokenizerJson json;
    private final TextNormalizer normalizer;
    private final PieceEncoder encoder;
    private final PieceTexts texts;
    private final Map<String, Integer> specialTokens = new LinkedHashMap<>();

    private SentencePieceTokenizer(byte[] file, SentencePieceModel model) {
        this.file = file;
        this.model = model;
        this.json = new SentencePieceJson(model).json();
        OwnPieces own = new OwnPieces(model);
        this.normalizer = new TextNormalizer(model.normalizer(), own);
        this.encoder = PieceEncoder.of(model, json.model(), own);
        this.texts = new PieceTexts(model);
        for (int id : model.ids(Piece.Type.CONTROL)) {
            specialTokens.put(model.pieces().get(id).text(), id);
        }
    }

    /**
     * @param file the content of a {@code tokenizer.model}
     * @param source where it was read from, for messages
     * @throws UserError where it is none, or has what is not supported
     */
    static SentencePieceTokenizer of(byte[] file, String source) {
        return new SentencePieceTokenizer(file.clone(), new ModelFile(file, source).read());
    }

    /** What {@link #save} writes as {@code tokenizer.json}. */
    TokenizerJson json() {
        return json;
    }

    @Override
    public int vocabularySize() {
        return model.pieces().size();
    }

    @Override
    public int[] encode(String text) {
        return encode(text, new IdBuffer(text.length() / 2));
    }

    /** With the token that begins a text, where there is one. */
    @Override
    public int[] encodePrompt(String text) {
        IdBuffer ids = new IdBuffer(text.length() / 2);
        beginOfText().ifPresent(ids::add);
        return encode(text, ids);
    }

    private int[] encode(String text, IdBuffer ids) {
        encoder.encode(normalizer.normalize(text), ids);
        return ids.toArray();
    }

    @Override
    public boolean lossless() {
        return false;
    }

    @Override
    public String normalize(String text) {
        return decode(encode(text));
    }

    @Override
    public String decode(int... ids) {
        PieceStream stream = new PieceStream(texts);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            stream.append(checked(id), text);
        }
        return text.append(stream.end()).toString();
    }

    @Override
    public TextStream stream() {
        PieceStream stream = new PieceStream(texts);
        return new TextStream() {
            @Override
            public String next(int id) {
                return stream.next(checked(id));
            }

            @Override
            public String end() {
                return stream.end();
            }
        };
    }

    @Override
    public String token(int id) {
        return model.pieces().get(checked(id)).text();
    }

    private int checked(int id) {
        return TokenIds.checked(id, vocabularySize());
    }

    @Override
    public OptionalInt endOfText() {
        return model.endOfText();
    }

    @Override
    public OptionalInt beginOfText() {
        return model.beginOfText();
    }

    @Override
    public Map<String, Integer> specialTokens() {
        return Collections.unmodifiableMap(specialTokens);
    }

    @Override
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes {@code tokenizer.json} for other programs, and beside it the {@code tokenizer.model}, which is what is read again. */
    @Override
    public void save(Path folder) throws IOException {
        json.write(folder, new SentencePieceJson(model).config());
        Files.write(folder.resolve(SentencePieceFiles.FILE), file);
    }
}
