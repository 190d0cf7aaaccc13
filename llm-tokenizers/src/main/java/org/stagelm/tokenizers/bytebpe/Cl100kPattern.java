package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/**
 * The pattern of cl100k, which Llama 3 has too, and with one digit instead of three Qwen 2 and 3; written out by hand:
 *
 * <pre>
 * (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 * </pre>
 */
final class Cl100kPattern implements PiecePattern {

    private final int digits;

    /** @param digits how many digits one piece has at most */
    Cl100kPattern(int digits) {
        this.digits = digits;
    }

    @Override
    public int end(byte[] utf8, int from, int to) {
        if (utf8[from] == '\'') {
            int end = Contraction.endInAnyCase(utf8, from, to);
            if (end > from) {
                return end;
            }
        }
        int kinds = CharacterKinds.at(utf8, from);
        int second = from + Utf8.length(utf8[from]);
        if ((kinds & CharacterKinds.LETTER) != 0) {
            return CharacterKinds.run(utf8, second, to, CharacterKinds.LETTER);
        }
        if ((kinds & CharacterKinds.NUMBER) != 0) {
            return Digits.end(utf8, from, to, digits);
        }
        int next = second < to ? CharacterKinds.at(utf8, second) : CharacterKinds.SPACE;
        if ((kinds & CharacterKinds.NEWLINE) == 0 && (next & CharacterKinds.LETTER) != 0) {
            return CharacterKinds.run(utf8, second, to, CharacterKinds.LETTER);
        }
        if ((kinds & CharacterKinds.SPACE) == 0 || utf8[from] == ' ' && CharacterKinds.isOther(next)) {
            return CharacterKinds.run(utf8, CharacterKinds.runOfOthers(utf8, second, to), to, CharacterKinds.NEWLINE);
        }
        return WhiteSpace.endAtLineBreak(utf8, from, to);
    }
}
