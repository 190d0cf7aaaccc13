package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/**
 * GPT-2's pattern, written out by hand:
 *
 * <pre>
 * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 * </pre>
 */
final class Gpt2Pattern implements PiecePattern {

    @Override
    public int end(byte[] utf8, int from, int to) {
        if (utf8[from] == '\'') {
            int end = Contraction.end(utf8, from, to);
            if (end > from) {
                return end;
            }
        }
        int start = utf8[from] == ' ' ? from + 1 : from; // the optional space before a word
        if (start == to) {
            return to;
        }
        int kinds = CharacterKinds.at(utf8, start);
        if ((kinds & CharacterKinds.SPACE) != 0) {
            return WhiteSpace.end(utf8, from, to);
        }
        int second = start + Utf8.length(utf8[start]);
        return CharacterKinds.isOther(kinds)
                ? CharacterKinds.runOfOthers(utf8, second, to)
                : CharacterKinds.run(utf8, second, to, kinds & (CharacterKinds.LETTER | CharacterKinds.NUMBER));
    }
}
