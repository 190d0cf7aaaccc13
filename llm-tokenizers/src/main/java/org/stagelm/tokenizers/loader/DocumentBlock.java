package org.stagelm.tokenizers.loader;

import java.util.Arrays;
import org.stagelm.api.data.TokenSequence;

/**
 * Some documents that follow each other, put into rows. A document of n tokens has n − 1 inputs: its last token is a target alone. What fills whole
 * rows of a long document gets rows of its own, which come first; the rests of all documents share rows, each put into the first that has room, of the
 * {@value #OPEN} begun last (first fit: Johnson 1973, "Near-optimal bin packing algorithms").
 */
final class DocumentBlock {

    private static final int OPEN = 16;
    private static final int NOWHERE = -1;

    private final int context;
    private final long[] starts; // of each document, and where the last one ends
    private final long[] wholeRows; // of the documents before each, and of all
    private final int[] shared; // the shared row of each document's rest
    private int sharedRows;

    /** Of the documents {@code from} ≤ d &lt; {@code to}. */
    DocumentBlock(TokenSequence tokens, long from, long to, int context) {
        int documents = (int) (to - from);
        this.context = context;
        starts = new long[documents + 1];
        for (int i = 0; i <= documents; i++) {
            starts[i] = from + i < tokens.documents() ? tokens.documentStart(from + i) : tokens.length();
        }
        wholeRows = new long[documents + 1];
        shared = new int[documents];
        int[] used = new int[documents]; // of each shared row
        for (int i = 0; i < documents; i++) {
            wholeRows[i + 1] = wholeRows[i] + inputs(i) / context;
            shared[i] = rest(i) == 0 ? NOWHERE : place(rest(i), used);
        }
    }

    private int place(int length, int[] used) {
        int row = Math.max(0, sharedRows - OPEN);
        while (used[row] + length > context) {
            row++;
        }
        used[row] += length;
        sharedRows = Math.max(sharedRows, row + 1);
        return row;
    }

    private long inputs(int document) {
        return Math.max(0, starts[document + 1] - starts[document] - 1);
    }

    private int rest(int document) {
        return (int) (inputs(document) % context);
    }

    long rows() {
        return wholeRows[shared.length] + sharedRows;
    }

    /**
     * Fills {@code to} with the block's row {@code number}.
     *
     * @param places the batch's {@link org.stagelm.api.data.Batch#starts()}
     */
    void fill(long number, Rows rows, int to, int[] places) {
        long whole = wholeRows[shared.length];
        if (number < whole) {
            int document = document(number);
            rows.fill(to, 0, starts[document] + (number - wholeRows[document]) * context, context);
            Arrays.fill(places, to * context, (to + 1) * context, 0);
            return;
        }
        int place = 0;
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] == number - whole) {
                int length = rest(i);
                rows.fill(to, place, starts[i] + inputs(i) - length, length);
                Arrays.fill(places, to * context + place, to * context + place + length, place);
                place += length;
            }
        }
        rows.end(to, place);
        Arrays.fill(places, to * context + place, (to + 1) * context, place);
    }

    /** The document that the whole row {@code number} is of: the last one with no more rows before it. */
    private int document(long number) {
        int low = 0;
        int high = shared.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (wholeRows[middle] <= number) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
