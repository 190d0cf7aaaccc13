package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/**
 * The pattern of o200k (GPT-4o), and without contractions and with single digits that of Mistral's Tekken; written out by hand, U being
 * {@code [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]} and W {@code [\p{Ll}\p{Lm}\p{Lo}\p{M}]}:
 *
 * <pre>
 * [^\r\n\p{L}\p{N}]?U*W+C?|[^\r\n\p{L}\p{N}]?U+W*C?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
 * where C = (?i:'s|'t|'re|'ve|'m|'ll|'d)
 * </pre>
 */
final class O200kPattern implements PiecePattern {

    private static final int NO_WORD = -1;

    private final int digits;
    private final boolean contractions;

    /**
     * @param digits how many digits one piece has at most
     * @param contractions whether a contraction belongs to the word before it
     */
    O200kPattern(int digits, boolean contractions) {
        this.digits = digits;
        this.contractions = contractions;
    }

    @Override
    public int end(byte[] utf8, int from, int to) {
        int kinds = CharacterKinds.at(utf8, from);
        int second = from + Utf8.length(utf8[from]);
        int word = word(utf8, from, second, to, kinds);
        if (word != NO_WORD) {
            return contractions && word < to && utf8[word] == '\'' ? Contraction.endInAnyCase(utf8, word, to) : word;
        }
        if ((kinds & CharacterKinds.NUMBER) != 0) {
            return Digits.end(utf8, from, to, digits);
        }
        int next = second < to ? CharacterKinds.at(utf8, second) : CharacterKinds.SPACE;
        if ((kinds & CharacterKinds.SPACE) == 0 || utf8[from] == ' ' && CharacterKinds.isOther(next)) {
            int end = CharacterKinds.runOfOthers(utf8, second, to);
            while (end < to && (utf8[end] == '\n' || utf8[end] == '\r' || utf8[end] == '/')) {
                end++;
            }
            return end;
        }
        return WhiteSpace.endAtLineBreak(utf8, from, to);
    }

    /**
     * The end of the two alternatives for words, in the order in which the expression tries them: U*W+ before U+W*, and each with a character before
     * the word, then without. A mark may be that character, and also the word's first.
     */
    private static int word(byte[] utf8, int from, int second, int to, int kinds) {
        if ((kinds & CharacterKinds.LETTER) != 0) {
            int end = endingInLower(utf8, from, to);
            return end != NO_WORD ? end : upper(utf8, from, to);
        }
        if ((kinds & (CharacterKinds.NUMBER | CharacterKinds.NEWLINE)) != 0) {
            return NO_WORD;
        }
        boolean isMark = (kinds & CharacterKinds.UPPER) != 0;
        int end = endingInLower(utf8, second, to);
        if (end == NO_WORD && isMark) {
            end = endingInLower(utf8, from, to);
        }
        if (end == NO_WORD) {
            end = upper(utf8, second, to);
        }
        return end == NO_WORD && isMark ? upper(utf8, from, to) : end;
    }

    /** {@code U*W+}: characters of both kinds may have to be given back by U* for W+ to have one. */
    private static int endingInLower(byte[] utf8, int from, int to) {
        int afterLower = NO_WORD;
        int i = from;
        while (i < to) {
            int kinds = CharacterKinds.at(utf8, i);
            if ((kinds & CharacterKinds.UPPER) == 0) {
                break;
            }
            i += Utf8.length(utf8[i]);
            if ((kinds & CharacterKinds.LOWER) != 0) {
                afterLower = i;
            }
        }
        int end = CharacterKinds.run(utf8, i, to, CharacterKinds.LOWER);
        return end > i ? end : afterLower;
    }

    /** {@code U+}, behind which no W is left where {@link #endingInLower} found nothing. */
    private static int upper(byte[] utf8, int from, int to) {
        int end = CharacterKinds.run(utf8, from, to, CharacterKinds.UPPER);
        return end > from ? end : NO_WORD;
    }
}
