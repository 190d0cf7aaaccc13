package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The pieces that are there before anything is learned, in SentencePiece's order. */
final class GivenPieces {

    private static final String UNKNOWN = "<unk>";
    private static final String BYTE = "<0x[0-9A-F]{2}>";
    private static final int BYTES = 256;

    private GivenPieces() {}

    /** Whether a symbol of this spelling would be one of the pieces that are always there, or look like a byte. */
    static boolean isReserved(String symbol) {
        return Set.of(UNKNOWN, TrainerSpec.DEFAULTS.bosPiece(), TrainerSpec.DEFAULTS.eosPiece()).contains(symbol) || symbol.matches(BYTE);
    }

    static SentencePieceModel of(SentencePieceComponent.Settings settings) {
        TrainerSpec trainer = new TrainerSpec(TrainerSpec.ModelType.BPE, settings.byteFallback(), false, TrainerSpec.DEFAULTS.unkSurface(),
                TrainerSpec.DEFAULTS.bosPiece(), TrainerSpec.DEFAULTS.eosPiece());
        List<Piece> pieces = new ArrayList<>(List.of(new Piece(UNKNOWN, 0, Piece.Type.UNKNOWN), new Piece(trainer.bosPiece(), 0, Piece.Type.CONTROL),
                new Piece(trainer.eosPiece(), 0, Piece.Type.CONTROL)));
        settings.controlSymbols().forEach(symbol -> pieces.add(new Piece(symbol, 0, Piece.Type.CONTROL)));
        settings.userDefinedSymbols().forEach(symbol -> pieces.add(new Piece(symbol, 0, Piece.Type.USER_DEFINED)));
        for (int b = 0; settings.byteFallback() && b < BYTES; b++) {
            pieces.add(new Piece(String.format("<0x%02X>", b), 0, Piece.Type.BYTE));
        }
        NormalizerSpec normalizer = new NormalizerSpec(settings.normalization().label(), settings.normalization().charsmap(), settings.dummyPrefix(),
                settings.removeExtraWhitespace(), true);
        return new SentencePieceModel(pieces, trainer, normalizer);
    }
}
