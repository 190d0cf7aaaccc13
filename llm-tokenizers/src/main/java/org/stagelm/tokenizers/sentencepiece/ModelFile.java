package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stagelm.api.UserError;

/** Reads {@code tokenizer.model}: the message {@code ModelProto} of {@code sentencepiece_model.proto}, of which it takes what decides ids and text. */
final class ModelFile {

    private static final int BYTES = 256;

    private final String source;
    private final byte[] bytes;
    private final Faults faults;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private TrainerSpec trainer = TrainerSpec.DEFAULTS;
    private NormalizerSpec normalizer = NormalizerSpec.DEFAULTS;

    /** @param source where the bytes come from, for messages */
    ModelFile(byte[] bytes, String source) {
        this.source = source;
        this.bytes = bytes;
        this.faults = new Faults(source);
    }

    /** @throws UserError where they are no model, naming the byte; or where it has what is not supported */
    SentencePieceModel read() {
        WireReader reader = new WireReader(bytes, faults);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> {
                    offsets.add(reader.offset());
                    pieces.add(piece(reader.message(), reader.offset()));
                }
                case 2 -> trainer = trainer(reader.message());
                case 3 -> normalizer = normalizer(reader.message());
                case 5 -> requireNoDenormalizer(normalizer(reader.message()));
                default -> reader.skip();
            }
        }
        checkPieces();
        checkSupported();
        return new SentencePieceModel(pieces, trainer, normalizer);
    }

    private Piece piece(WireReader reader, int offset) {
        String text = "";
        float score = 0;
        Piece.Type type = Piece.Type.NORMAL;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> text = reader.text();
                case 2 -> score = reader.decimal();
                case 3 -> type = constant(Piece.Type.values(), reader, "type of piece");
                default -> reader.skip();
            }
        }
        if (text.isEmpty()) {
            throw faults.at(offset, "a piece has no text");
        }
        if (!Float.isFinite(score)) {
            throw faults.at(offset, "the piece \"" + text + "\" has the score " + score);
        }
        return new Piece(text, score, type);
    }

    private TrainerSpec trainer(WireReader reader) {
        TrainerSpec.ModelType modelType = trainer.modelType();
        boolean byteFallback = trainer.byteFallback();
        boolean suffix = trainer.treatWhitespaceAsSuffix();
        String unkSurface = trainer.unkSurface();
        String bosPiece = trainer.bosPiece();
        String eosPiece = trainer.eosPiece();
        while (reader.next()) {
            switch (reader.field()) {
                case 3 -> modelType = constant(TrainerSpec.ModelType.values(), reader, "type of model");
                case 24 -> suffix = reader.flag();
                case 35 -> byteFallback = reader.flag();
                case 44 -> unkSurface = reader.text();
                case 46 -> bosPiece = reader.text();
                case 47 -> eosPiece = reader.text();
                default -> reader.skip();
            }
        }
        return new TrainerSpec(modelType, byteFallback, suffix, unkSurface, bosPiece, eosPiece);
    }

    private NormalizerSpec normalizer(WireReader reader) {
        String name = normalizer.name();
        byte[] charsmap = normalizer.precompiledCharsmap();
        boolean prefix = normalizer.addDummyPrefix();
        boolean remove = normalizer.removeExtraWhitespaces();
        boolean escape = normalizer.escapeWhitespaces();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 2 -> {
                    charsmap = reader.bytes();
                    ReplacementTable.check(charsmap, what -> faults.at(reader.offset(), what));
                }
                case 3 -> prefix = reader.flag();
                case 4 -> remove = reader.flag();
                case 5 -> escape = reader.flag();
                default -> reader.skip();
            }
        }
        return new NormalizerSpec(name, charsmap, prefix, remove, escape);
    }

    private <E extends Enum<E>> E constant(E[] constants, WireReader reader, String what) {
        int number = reader.integer();
        if (number < 1 || number > constants.length) {
            throw faults.at(reader.offset(), number + " is no " + what);
        }
        return constants[number - 1];
    }

    private void checkPieces() {
        Set<String> texts = new HashSet<>();
        int unknowns = 0;
        int byteTokens = 0;
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            if (!texts.add(piece.text())) {
                throw faults.at(offsets.get(id), "the piece \"" + piece.text() + "\" is there twice");
            }
            if (piece.type() == Piece.Type.UNKNOWN && ++unknowns > 1) {
                throw faults.at(offsets.get(id), "\"" + piece.text() + "\" is a second unknown piece");
            }
            if (piece.type() == Piece.Type.BYTE) {
                checkByte(piece, offsets.get(id));
                byteTokens++;
            }
        }
        if (unknowns == 0) {
            throw faults.at(bytes.length, "of its " + pieces.size() + " pieces none is of the type UNKNOWN");
        }
        if (trainer.byteFallback() && byteTokens < BYTES) {
            throw faults.at(bytes.length, "byte_fallback is on, but only " + byteTokens + " of the 256 bytes have a piece");
        }
    }

    private void checkByte(Piece piece, int offset) {
        if (!piece.text().matches("<0x[0-9A-F]{2}>")) {
            throw faults.at(offset, "the piece \"" + piece.text() + "\" is of the type BYTE; such are spelled <0x00> … <0xFF>");
        }
        if (!trainer.byteFallback()) {
            throw faults.at(offset, "it has the byte piece " + piece.text() + ", but byte_fallback is off");
        }
    }

    private void checkSupported() {
        if (trainer.modelType() == TrainerSpec.ModelType.WORD) {
            throw unsupported("is of the type WORD, of which text cannot be told from ids");
        }
        if (trainer.treatWhitespaceAsSuffix()) {
            throw unsupported("puts the mark of a space behind a word (treat_whitespace_as_suffix)");
        }
        boolean unused = pieces.stream().anyMatch(piece -> piece.type() == Piece.Type.UNUSED && piece.text().codePointCount(0, piece.text().length()) > 1);
        if (trainer.modelType() == TrainerSpec.ModelType.BPE && unused) {
            throw unsupported("is of the type BPE and has unused pieces, which would have to be taken apart again");
        }
    }

    private void requireNoDenormalizer(NormalizerSpec denormalizer) {
        if (denormalizer.precompiledCharsmap().length > 0) {
            throw unsupported("changes decoded text once more (denormalizer_spec)");
        }
    }

    private UserError unsupported(String what) {
        return new UserError(source + " " + what + "; that is not supported. Use a model of the type BPE, UNIGRAM or CHAR without it.");
    }
}
