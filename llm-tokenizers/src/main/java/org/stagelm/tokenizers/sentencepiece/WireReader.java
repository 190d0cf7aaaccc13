package org.stagelm.tokenizers.sentencepiece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Reads the fields of one message of Protocol Buffers' wire format. A message within it is read in place, so that nothing is allocated for a length
 * that the file only claims.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> name = reader.text();
 *         default -> reader.skip();
 *     }
 * }
 * }</pre>
 */
final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private final Faults faults;
    private int at;
    private int begin;
    private int field;
    private int kind;

    WireReader(byte[] bytes, Faults faults) {
        this(bytes, 0, bytes.length, faults);
    }

    private WireReader(byte[] bytes, int from, int to, Faults faults) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.faults = faults;
    }

    /** Goes to the next field, whose value must then be read or skipped; false at the end. */
    boolean next() {
        if (at == end) {
            return false;
        }
        begin = at;
        long tag = varint();
        long number = tag >>> 3;
        if (number < 1 || number >= 1 << 29) {
            throw faults.at(begin, "a field has the number " + number);
        }
        field = (int) number;
        kind = (int) tag & 7;
        return true;
    }

    int field() {
        return field;
    }

    /** Where the field begins in the file. */
    int offset() {
        return begin;
    }

    int integer() {
        require(VARINT);
        return (int) varint(); // negative numbers are written with 64 bits
    }

    boolean flag() {
        require(VARINT);
        return varint() != 0;
    }

    float decimal() {
        require(FIXED32);
        int from = advance(4);
        int bits = 0;
        for (int i = 3; i >= 0; i--) {
            bits = bits << 8 | bytes[from + i] & 0xFF;
        }
        return Float.intBitsToFloat(bits);
    }

    String text() {
        byte[] text = bytes();
        if (Utf8.wellFormedEnd(text, 0) < text.length) {
            throw faults.at(begin, "a text is not UTF-8");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = length();
        int from = advance(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    WireReader message() {
        int length = length();
        int from = advance(length);
        return new WireReader(bytes, from, from + length, faults);
    }

    void skip() {
        switch (kind) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case LENGTH -> advance(length());
            case FIXED32 -> advance(4);
            default -> throw faults.at(begin, "the field " + field + " has the wire type " + kind);
        }
    }

    private void require(int expected) {
        if (kind != expected) {
            throw faults.at(begin, "the field " + field + " has the wire type " + kind + ", not " + expected);
        }
    }

    private int length() {
        require(LENGTH);
        long length = varint();
        if (length < 0 || length > end - at) {
            throw faults.at(begin, "the field " + field + " claims " + Long.toUnsignedString(length) + " bytes where " + (end - at) + " are left");
        }
        return (int) length;
    }

    private int advance(int length) {
        if (length > end - at) {
            throw faults.at(begin, "it ends within the field " + field);
        }
        at += length;
        return at - length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw faults.at(begin, "it ends within a number");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw faults.at(begin, "a number has more than 64 bits");
    }
}
