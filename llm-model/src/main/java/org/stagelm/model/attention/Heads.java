package org.stagelm.model.attention;

import java.util.OptionalInt;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;

/**
 * The heads of an attention.
 *
 * @param queries query heads
 * @param keyValues key-value heads; they divide the query heads
 * @param size of one head
 */
public record Heads(int queries, int keyValues, int size) {

    /** Width of all queries together. */
    int queryWidth() {
        return queries * size;
    }

    /** Width of all keys together. */
    int keyValueWidth() {
        return keyValues * size;
    }

    /** The given size of one head, else the width shared among the heads. */
    static int sizeIn(int width, int heads, OptionalInt headSize) {
        return headSize.orElse(width / Math.max(heads, 1));
    }

    static void check(int heads, OptionalInt headSize, Dimensions d, Problems problems) {
        if (headSize.isEmpty() && d.width() % heads != 0) {
            problems.add("heads", heads + " heads do not divide the width " + d.width() + ": choose " + divisors(d.width(), heads)
                    + " heads, another width, or give headSize");
        }
    }

    static void checkGroups(int heads, int keyValueHeads, Problems problems) {
        if (heads % keyValueHeads != 0) {
            problems.add("keyValueHeads", keyValueHeads + " key-value heads do not divide " + heads + " heads: choose "
                    + divisors(heads, keyValueHeads));
        }
    }

    /** The divisors of {@code number} nearest to {@code wanted}, such as {@code 4 or 6}. */
    private static String divisors(int number, int wanted) {
        int below = Math.min(wanted, number);
        while (number % below != 0) {
            below--;
        }
        int above = wanted;
        while (above < number && number % above != 0) {
            above++;
        }
        return above > number || above == below ? "" + below : below + " or " + above;
    }
}
