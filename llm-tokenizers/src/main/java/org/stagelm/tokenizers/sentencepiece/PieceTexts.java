package org.stagelm.tokenizers.sentencepiece;

import java.util.List;

/** What each piece is decoded to. */
final class PieceTexts {

    private static final int NO_BYTE = -1;

    private final String[] texts;
    private final String[] firsts;
    private final int[] bytes;
    private final boolean[] takesMark;

    PieceTexts(SentencePieceModel model) {
        List<Piece> pieces = model.pieces();
        texts = new String[pieces.size()];
        firsts = new String[texts.length];
        bytes = new int[texts.length];
        takesMark = new boolean[texts.length];
        boolean strips = model.normalizer().addDummyPrefix() || model.normalizer().removeExtraWhitespaces();
        for (int id = 0; id < texts.length; id++) {
            Piece piece = pieces.get(id);
            boolean marked = strips && piece.isSpelled() && piece.text().startsWith(TextNormalizer.MARK);
            texts[id] = text(piece, model.trainer().unkSurface());
            firsts[id] = marked ? texts[id].substring(1) : texts[id];
            takesMark[id] = marked && !model.normalizer().removeExtraWhitespaces();
            bytes[id] = piece.type() == Piece.Type.BYTE ? Integer.parseInt(piece.text(), 3, 5, 16) : NO_BYTE;
        }
    }

    private static String text(Piece piece, String unknown) {
        return switch (piece.type()) {
            case CONTROL, BYTE -> "";
            case UNKNOWN -> unknown;
            case NORMAL, USER_DEFINED, UNUSED -> piece.text().replace(TextNormalizer.MARK, " ");
        };
    }

    String text(int id) {
        return texts[id];
    }

    /** The text of a piece that nothing came before. */
    String first(int id) {
        return firsts[id];
    }

    /** Whether such a piece loses the mark of the space that encoding put before the text. Where there may be more of them, it is not counted. */
    boolean takesMark(int id) {
        return takesMark[id];
    }

    boolean isByte(int id) {
        return bytes[id] != NO_BYTE;
    }

    byte byteOf(int id) {
        return (byte) bytes[id];
    }
}
