package org.stagelm.tokenizers.sentencepiece;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.stagelm.tokenizers.text.Utf8;

/** Writes the fields of one message of Protocol Buffers' wire format, one after the other. */
final class WireWriter {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    WireWriter message(int field, Consumer<WireWriter> content) {
        WireWriter message = new WireWriter();
        content.accept(message);
        return data(field, message.bytes());
    }

    WireWriter text(int field, String text) {
        return data(field, Utf8.bytes(text));
    }

    WireWriter data(int field, byte[] data) {
        length(field, data.length);
        out.writeBytes(data);
        return this;
    }

    /** Begins a field of so many bytes, which are left to be written. */
    WireWriter length(int field, long length) {
        tag(field, LENGTH);
        varint(length);
        return this;
    }

    WireWriter number(int field, long number) {
        tag(field, VARINT);
        varint(number);
        return this;
    }

    WireWriter flag(int field, boolean flag) {
        return number(field, flag ? 1 : 0);
    }

    WireWriter decimal(int field, float number) {
        tag(field, FIXED32);
        int bits = Float.floatToIntBits(number);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(bits >>> shift);
        }
        return this;
    }

    private void tag(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    private void varint(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
