package org.stagelm.core.safetensors;

import java.util.Arrays;

/** How text of an untrusted file goes into a message: short, and without control characters, which could drive a terminal. */
final class Shown {

    private static final int LONGEST = 120;
    private static final int MOST_SIZES = 16;

    private Shown() {}

    /** Between quotes. */
    static String name(String name) {
        return '"' + text(name) + '"';
    }

    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).map(Shown::harmless).forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST ? shown.append('…').toString() : shown.toString();
    }

    static boolean isHarmless(String text) {
        return text.codePoints().allMatch(c -> harmless(c) == c);
    }

    private static int harmless(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xFFFD : c;
    }

    static String shape(long[] shape) {
        return shape.length <= MOST_SIZES ? Arrays.toString(shape)
                : Arrays.toString(Arrays.copyOf(shape, MOST_SIZES)) + "… (" + shape.length + " axes)";
    }
}
