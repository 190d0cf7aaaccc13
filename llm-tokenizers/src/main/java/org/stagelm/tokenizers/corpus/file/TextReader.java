package org.stagelm.tokenizers.corpus.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.stagelm.api.UserError;

/** The characters of a UTF-8 file, packed or not, without a byte order mark; of bad bytes what {@link InvalidUtf8#decoder} makes of them. */
public final class TextReader extends Reader {

    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
    private final CharBuffer characters = CharBuffer.allocate(BLOCK).flip();
    private long offset; // of bytes[0] in the unpacked file
    private boolean begun;
    private boolean ended;

    /** @throws UserError where the file cannot be opened */
    public TextReader(Path file, InvalidUtf8 invalid) {
        this.file = file;
        this.decoder = invalid.decoder();
        try {
            this.in = PackedFile.open(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    public Path file() {
        return file;
    }

    /** @throws UserError where the file cannot be read, or has a byte that is not UTF-8 and that is an error */
    @Override
    public int read(char[] target, int from, int length) {
        while (!characters.hasRemaining()) {
            if (ended) {
                return -1;
            }
            readBlock();
        }
        int count = Math.min(length, characters.remaining());
        characters.get(target, from, count);
        return count;
    }

    private void readBlock() {
        offset += bytes.position();
        bytes.compact();
        try {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
            ended = read < 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
        CoderResult result = decoder.decode(bytes, characters.clear(), ended);
        characters.flip();
        if (result.isError()) {
            throw new UserError(file + " is not UTF-8: the byte 0x" + String.format("%02X", bytes.get(bytes.position())) + " at offset "
                    + (offset + bytes.position()) + ". Convert the file, or set corpus.invalidUtf8 to \"replace\" or \"skip\".");
        }
        if (!begun && characters.hasRemaining()) {
            begun = true;
            if (characters.get(0) == '\uFEFF') {
                characters.get();
            }
        }
    }

    private RuntimeException unreadable(IOException e) {
        return e instanceof ClosedByInterruptException ? new CancellationException("reading " + file + " was interrupted")
                : new UserError(file + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
