package org.stagelm.tokenizers.sentencepiece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Ids to text as {@code SentencePieceProcessor::Decode}: bytes wait until they are a character, and each that is of none becomes U+FFFD; the space
 * before the first word goes where encoding puts one there.
 */
final class PieceStream implements Tokenizer.TextStream {

    private static final char REPLACEMENT = '\uFFFD';

    private final PieceTexts pieces;
    private byte[] waiting = {};
    private boolean atBegin = true;
    private boolean markTaken;
    private boolean begun;

    PieceStream(PieceTexts pieces) {
        this.pieces = pieces;
    }

    @Override
    public String next(int id) {
        StringBuilder text = new StringBuilder();
        append(id, text);
        return text.toString();
    }

    void append(int id, StringBuilder text) {
        int before = text.length();
        if (pieces.isByte(id)) {
            waiting = Arrays.copyOf(waiting, waiting.length + 1);
            waiting[waiting.length - 1] = pieces.byteOf(id);
            takeCharacters(text, false);
        } else {
            takeCharacters(text, true);
            atBegin &= !markTaken && !begun && text.length() == before;
            markTaken = atBegin && pieces.takesMark(id);
            text.append(atBegin ? pieces.first(id) : pieces.text(id));
        }
        begun |= text.length() > before;
    }

    @Override
    public String end() {
        StringBuilder text = new StringBuilder();
        takeCharacters(text, true);
        atBegin = true;
        markTaken = false;
        begun = false;
        return text.toString();
    }

    private void takeCharacters(StringBuilder text, boolean end) {
        while (waiting.length > 0) {
            int length = Utf8.length(waiting[0]);
            if (length > waiting.length && !end) {
                return;
            }
            byte[] character = Arrays.copyOf(waiting, Math.min(length, waiting.length));
            boolean whole = Utf8.wellFormedEnd(character, 0) == character.length;
            text.append(whole ? new String(character, StandardCharsets.UTF_8) : REPLACEMENT);
            waiting = Arrays.copyOfRange(waiting, whole ? character.length : 1, waiting.length);
        }
    }
}
