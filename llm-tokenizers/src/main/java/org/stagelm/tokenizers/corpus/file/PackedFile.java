package org.stagelm.tokenizers.corpus.file;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.stagelm.api.UserError;

/**
 * The bytes of a file, unpacked where it is gzip (RFC 1952) or zstd (RFC 8878). What a file begins with decides, since neither beginning can be that of
 * UTF-8 text; its name has to agree.
 */
public final class PackedFile {

    private static final int BLOCK = 1 << 16;

    private PackedFile() {}

    /** @throws UserError where the name says .gz or .zst and the file is none; while reading, where it is cut short or damaged */
    public static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BLOCK);
        try {
            bytes.mark(4);
            byte[] head = bytes.readNBytes(4);
            bytes.reset();
            if (startsWith(head, 0x1F, 0x8B)) {
                return new Unpacked(file, "gzip", bytes, packed -> new GZIPInputStream(packed, BLOCK));
            }
            if (startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)) {
                return new Unpacked(file, "zstd", bytes, ZstdInputStream::new);
            }
            String name = file.toString();
            if (name.endsWith(".gz") || name.endsWith(".zst")) {
                throw new UserError(file + " is no " + (name.endsWith(".gz") ? "gzip" : "zstd") + " file, though its name says so.");
            }
            return bytes;
        } catch (IOException | UserError e) {
            bytes.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Unpacking {
        InputStream of(InputStream packed) throws IOException;
    }

    /** Says of which file it is that it cannot be unpacked. */
    private static final class Unpacked extends FilterInputStream {

        private final Path file;
        private final String format;

        Unpacked(Path file, String format, InputStream packed, Unpacking unpacking) throws IOException {
            super(packed);
            this.file = file;
            this.format = format;
            try {
                in = unpacking.of(packed);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return in.read(bytes, from, length);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException | RuntimeException e) { // aircompressor throws both
                throw broken(e);
            }
        }

        private UserError broken(Exception e) {
            return new UserError(file + (e instanceof EOFException ? " is cut short: it ends in the midst of its " : " is cut short or damaged ")
                    + format + " data" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") + ". Get the file anew.", e);
        }
    }
}
