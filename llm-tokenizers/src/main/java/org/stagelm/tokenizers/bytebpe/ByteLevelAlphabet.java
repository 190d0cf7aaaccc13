package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPT-2's way to spell bytes with printable characters: the printable bytes of Latin-1 stand for themselves, the others are U+0100 onwards, so that
 * a space is {@code Ġ} and a line feed {@code Ċ}.
 */
public final class ByteLevelAlphabet {

    private static final char[] CHARACTERS = new char[256];
    private static final int[] BYTES = new int[512];

    static {
        Arrays.fill(BYTES, -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = (char) (printable ? b : next++);
            BYTES[CHARACTERS[b]] = b;
        }
    }

    private ByteLevelAlphabet() {}

    /** The character of a byte. */
    public static char character(byte b) {
        return CHARACTERS[b & 0xFF];
    }

    /** All 256 characters, ascending: the order in which Hugging Face's trainer gives them ids. */
    public static List<String> sorted() {
        return IntStream.range(0, 256).map(b -> CHARACTERS[b]).sorted().mapToObj(Character::toString).toList();
    }

    /** The spelling of a token's bytes. */
    public static String spelling(byte[] bytes) {
        StringBuilder spelling = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            spelling.append(character(b));
        }
        return spelling.toString();
    }

    /** The bytes that a token's spelling stands for; empty where a character is not of the alphabet. */
    public static Optional<byte[]> bytes(String spelling) {
        byte[] bytes = new byte[spelling.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = spelling.charAt(i);
            if (c >= BYTES.length || BYTES[c] < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) BYTES[c];
        }
        return Optional.of(bytes);
    }
}
