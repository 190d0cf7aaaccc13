package org.stagelm.tokenizers.pipeline;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.ByteBpeTokenizer;
import org.stagelm.tokenizers.bytebpe.ByteLevelJson;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.TokenizerConfig;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.subword.SubwordModel;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.TokenIds;
import org.stagelm.tokenizers.text.Utf8;

/** A {@code tokenizer.json} as Hugging Face's library runs it, but that a special token's spelling is plain text unless it is allowed. */
public final class PipelineTokenizer implements Tokenizer {

    private final TokenizerJson json;
    private final TokenizerConfig config;
    private final List<String> tokens;
    private final Map<String, Integer> specials = new LinkedHashMap<>();
    private final AddedTokens inText;
    private final UnaryOperator<String> normalization;
    private final AddedTokens inNormalized;
    private final BiConsumer<Piece, IdBuffer> pieces;
    private final Frame frame;
    private final OptionalInt beginOfText;
    private final OptionalInt endOfText;
    private final boolean lossless;

    private PipelineTokenizer(TokenizerJson json, TokenizerConfig config, BiConsumer<Piece, IdBuffer> pieces, boolean keepsText) {
        this.json = json;
        this.config = config;
        this.pieces = pieces;
        tokens = json.tokens();
        json.specials().forEach(token -> specials.put(token.content(), token.id()));
        normalization = json.normalizer().map(Normalization::of).orElse(UnaryOperator.identity());
        inText = new AddedTokens(json.addedTokens().stream().filter(token -> !token.normalized()).toList(), UnaryOperator.identity());
        inNormalized = new AddedTokens(json.addedTokens().stream().filter(AddedToken::normalized).toList(), normalization);
        frame = json.postProcessor().map(Frame::of).orElse(Frame.NONE);
        beginOfText = id(config.beginOfText());
        endOfText = id(config.endOfText().or(() -> Optional.of(TokenizerJson.END_OF_TEXT).filter(specials::containsKey)));
        lossless = keepsText && json.normalizer().isEmpty() && json.addedTokens().stream().allMatch(this::keepsText);
    }

    /**
     * A tokenizer whose model is chosen by what the file says: byte-level BPE has a fast one.
     *
     * @param source where it was read from, for messages
     * @throws UserError where it cannot run, such as by a pattern that is no regular expression
     */
    public static PipelineTokenizer of(TokenizerJson json, TokenizerConfig config, String source) {
        Optional<ByteLevelJson> byteLevel = ByteLevelJson.of(json);
        if (byteLevel.isEmpty()) {
            return of(json, config, Models.of(json));
        }
        ByteBpeTokenizer fast = ByteBpeTokenizer.of(byteLevel.get(), source);
        return new PipelineTokenizer(json, config, (piece, ids) -> ids.add(fast.encode(piece.text())), true);
    }

    /** A tokenizer with a model of one's own in the place of the file's. */
    public static PipelineTokenizer of(TokenizerJson json, TokenizerConfig config, SubwordModel model) {
        Cutting cutting = json.preTokenizer().map(Cutting::of).orElse(List::of);
        return new PipelineTokenizer(json, config, (whole, ids) -> cutting.cut(whole).forEach(piece -> {
            byte[] utf8 = Utf8.bytes(piece.text());
            model.encode(utf8, 0, utf8.length, ids);
        }), false);
    }

    private OptionalInt id(Optional<String> token) {
        int id = token.map(tokens::indexOf).orElse(-1);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Whether what an added token stands for in a text comes back as it was. */
    private boolean keepsText(AddedToken token) {
        return token.special() || !token.lstrip() && !token.rstrip() && decode(token.id()).equals(token.content());
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public int[] encode(String text) {
        return encodeAllowed(text, Set.of());
    }

    @Override
    public int[] encode(String text, Set<String> allowed) {
        for (String spelling : allowed) {
            if (!specials.containsKey(spelling)) {
                throw new UserError("The tokenizer has no special token \"" + spelling + "\"; it has "
                        + (specials.isEmpty() ? "none" : String.join(", ", specials.keySet())) + ".");
            }
        }
        return encodeAllowed(text, allowed);
    }

    private int[] encodeAllowed(String text, Set<String> allowed) {
        IdBuffer ids = new IdBuffer(text.length() / 2);
        encode(text, allowed, ids);
        return ids.toArray();
    }

    private void encode(String text, Set<String> allowed, IdBuffer ids) {
        inText.cut(new Piece(Utf8.wellFormed(text), true), allowed, part -> {
            inNormalized.cut(normalized(part), allowed, piece -> pieces.accept(piece, ids), ids::add);
        }, ids::add);
    }

    /** Hugging Face's library calls a piece the first where it begins with what the text's first character became. */
    private Piece normalized(Piece part) {
        String normalized = normalization.apply(part.text());
        return new Piece(normalized, part.first() && (json.normalizer().isEmpty() || !goes(part.text().codePointAt(0))));
    }

    private boolean goes(int codePoint) {
        String letter = "a";
        return normalization.apply(Character.toString(codePoint) + letter).equals(normalization.apply(letter));
    }

    @Override
    public int[] encodePrompt(String text) {
        IdBuffer ids = new IdBuffer(text.length() / 2);
        frame.before().forEach(ids::add);
        encode(text, Set.of(), ids);
        frame.after().forEach(ids::add);
        return ids.toArray();
    }

    /** True where it can be told for every text: byte-level BPE without a normaliser. */
    @Override
    public boolean lossless() {
        return lossless;
    }

    @Override
    public String normalize(String text) {
        return lossless ? Utf8.wellFormed(text) : decode(encode(text));
    }

    @Override
    public String decode(int... ids) {
        Stream stream = new Stream();
        for (int id : ids) {
            stream.take(id);
        }
        return stream.end();
    }

    @Override
    public TextStream stream() {
        return new Stream();
    }

    private final class Stream implements TextStream {

        private final StringBuilder text = new StringBuilder();
        private TokenSink decoding = chain();

        private TokenSink chain() {
            return Decoding.chain(json.decoder(), new TextSink(text));
        }

        private void take(int id) {
            String token = token(id);
            if (!specials.containsKey(token)) {
                decoding.token(token);
            }
        }

        @Override
        public String next(int id) {
            take(id);
            return taken();
        }

        @Override
        public String end() {
            decoding.endOfText();
            decoding = chain();
            return taken();
        }

        private String taken() {
            String taken = text.toString();
            text.setLength(0);
            return taken;
        }
    }

    @Override
    public String token(int id) {
        TokenIds.checked(id, vocabularySize());
        return tokens.get(id);
    }

    @Override
    public OptionalInt endOfText() {
        return endOfText;
    }

    @Override
    public OptionalInt beginOfText() {
        return beginOfText;
    }

    @Override
    public Map<String, Integer> specialTokens() {
        return Collections.unmodifiableMap(specials);
    }

    @Override
    public Optional<String> chatTemplate() {
        return config.chatTemplate();
    }

    @Override
    public String fingerprint() {
        return json.fingerprint();
    }

    @Override
    public void save(Path folder) {
        json.write(folder, config);
    }
}
