package org.stagelm.tokenizers.bytebpe;

/** A pre-tokeniser written by hand, which finds the end of a piece without looking at what stands before it. */
abstract class Scanner implements PreTokenizer {

    /**
     * Scans {@code utf8[from, to)} as {@link Cutter#next} says. Each scanner has this loop of its own, so that the compiler knows which one it compiles
     * it for.
     */
    abstract int scan(byte[] utf8, int from, int to, int[] ends);

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
            int count = scan(utf8, at, to, ends);
            at = count == 0 ? to : ends[count - 1];
            return count;
        }
    }
}
