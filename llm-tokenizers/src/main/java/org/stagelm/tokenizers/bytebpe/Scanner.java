package org.stagelm.tokenizers.bytebpe;

/** A pre-tokeniser written by hand, which finds the end of a piece without looking at what stands before it. */
abstract class Scanner implements PreTokenizer {

    private final boolean capitalsBegin;

    /** @param capitalsBegin whether a word ends before a capital letter that comes after a small one */
    Scanner(boolean capitalsBegin) {
        this.capitalsBegin = capitalsBegin;
    }

    /** Where the piece at {@code from}, before {@code to}, ends: any piece. */
    abstract int endOfAny(byte[] utf8, int from, int to);

    /** The same, quicker where the piece is a plain English word. */
    final int end(byte[] utf8, int from, int to) {
        if (to - from > AsciiWord.REACH) {
            int word = capitalsBegin ? AsciiWord.capitalizedLength(utf8, from) : AsciiWord.length(utf8, from);
            if (word > 0) {
                return from + word;
            }
        }
        return endOfAny(utf8, from, to);
    }

    @Override
    public final Cutter cut(byte[] utf8, int from, int to) {
        return new Scan(utf8, from, to);
    }

    /** None of the patterns has white space after a letter, and none looks behind itself, or beyond a letter. */
    @Override
    public final boolean cutsBeforeWhiteSpace() {
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
