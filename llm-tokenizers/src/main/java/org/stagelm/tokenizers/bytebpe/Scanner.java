package org.stagelm.tokenizers.bytebpe;

/**
 * A pre-tokeniser that sees at a glance what most pieces of most texts are, a plain English word or one other character, and leaves the rest to a
 * pattern.
 */
final class Scanner implements PreTokenizer {

    private final PiecePattern pattern;
    private final Beginnings beginnings;
    private final boolean capitalsBegin;

    /** @param capitalsBegin whether a word ends before a capital letter that comes after a small one, and goes on with some apostrophes */
    Scanner(PiecePattern pattern, boolean capitalsBegin) {
        this.pattern = pattern;
        this.beginnings = new Beginnings(pattern);
        this.capitalsBegin = capitalsBegin;
    }

    /** Where the piece at {@code from}, before {@code to}, ends. */
    int endOfAny(byte[] utf8, int from, int to) {
        return pattern.end(utf8, from, to);
    }

    /** The same, quicker where the piece is what most are. */
    int end(byte[] utf8, int from, int to) {
        boolean isNearEnd = to - from <= AsciiWord.REACH;
        int length = isNearEnd ? 0 : length(utf8, from, PieceKey.eight(utf8, from), PieceKey.eight(utf8, from + Long.BYTES));
        return length > 0 ? from + length : endOfAny(utf8, from, to);
    }

    /**
     * The length of the piece at {@code from} where it is what most are; 0 where this needs a closer look.
     *
     * @param utf8 with more than {@link AsciiWord#REACH} bytes from {@code from} on
     * @param first its first eight bytes, whatever they are
     * @param next the eight after them
     */
    int length(byte[] utf8, int from, long first, long next) {
        int letters = capitalsBegin ? AsciiWord.capitalizedLength(first, next) : AsciiWord.length(first, next);
        int length = letters & -beginnings.word(first) | beginnings.alone(first);
        byte follows = utf8[from + length];
        boolean ends = length < AsciiWord.REACH && follows >= 0 && !(capitalsBegin && follows == '\'');
        return ends ? length : 0;
    }

    @Override
    public Cutter cut(byte[] utf8, int from, int to) {
        return new Scan(utf8, from, to);
    }

    /** None of the patterns has white space after a letter, and none looks behind itself, or beyond a letter. */
    @Override
    public boolean cutsBeforeWhiteSpace() {
        return true;
    }

    private final class Scan implements Cutter {

        private final byte[] utf8;
        private final int to;
        private int at;

        Scan(byte[] utf8, int from, int to) {
            this.utf8 = utf8;
            this.at = from;
            this.to = to;
        }

        @Override
        public int next(int[] ends) {
            int count = 0;
            int from = at;
            while (from < to && count < ends.length) {
                from = end(utf8, from, to);
                ends[count++] = from;
            }
            at = from;
            return count;
        }
    }
}
