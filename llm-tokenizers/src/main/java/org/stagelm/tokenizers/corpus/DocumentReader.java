package org.stagelm.tokenizers.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stagelm.api.UserError;

/**
 * Reads one file as documents. Without a separator the file is one document, to the letter but for a byte order mark. With one, it is cut there as
 * it is read, white space around each document is taken off, and documents without text are left out.
 */
final class DocumentReader implements AutoCloseable {

    /** A document is held as a String, encoded to bytes and to ids, so it must stay well below what one array can hold. */
    private static final int LONGEST = 1 << 29;
    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final Optional<String> separator;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
    private final CharBuffer characters = CharBuffer.allocate(BLOCK);
    private final StringBuilder text = new StringBuilder();
    private int begin; // of the next document in text
    private long offset; // of bytes[0] in the file
    private boolean begun;
    private boolean ended;

    /** @throws UserError where the file cannot be opened */
    DocumentReader(Path file, Optional<String> separator, InvalidUtf8 invalid) {
        this.file = file;
        this.separator = separator;
        this.decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(invalid == InvalidUtf8.ERROR ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE);
        try {
            this.in = Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next document; empty at the end of the file. */
    Optional<String> read() {
        try {
            return separator.isPresent() ? readUpTo(separator.get()) : readAll();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Optional<String> readAll() throws IOException {
        while (!ended) {
            readBlock();
        }
        return Optional.of(take(text.length(), 0)).filter(document -> !document.isEmpty());
    }

    private Optional<String> readUpTo(String end) throws IOException {
        while (true) {
            int at = text.indexOf(end, begin);
            while (at < 0 && !ended) {
                int searched = text.length() - begin - end.length() + 1;
                readBlock();
                at = text.indexOf(end, begin + Math.max(searched, 0));
            }
            String document = (at < 0 ? take(text.length(), 0) : take(at, end.length())).strip();
            if (!document.isEmpty()) {
                return Optional.of(document);
            }
            if (at < 0) {
                return Optional.empty();
            }
        }
    }

    private String take(int end, int skip) {
        String document = text.substring(begin, end);
        begin = end + skip;
        return document;
    }

    private void readBlock() throws IOException {
        text.delete(0, begin);
        begin = 0;
        offset += bytes.position();
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
        ended = read < 0;
        CoderResult result = decoder.decode(bytes, characters.clear(), ended);
        text.append(characters.flip());
        if (result.isError()) {
            throw new UserError(file + " is not UTF-8: the byte 0x" + String.format("%02X", bytes.get(bytes.position())) + " at offset "
                    + (offset + bytes.position()) + ". Convert the file, or set corpus.invalidUtf8 to \"replace\".");
        }
        if (!begun && !text.isEmpty()) {
            begun = true;
            if (text.charAt(0) == '\uFEFF') {
                text.deleteCharAt(0);
            }
        }
        if (text.length() > LONGEST) {
            throw new UserError(file + " has a document of more than " + (LONGEST >> 20) + " million characters. Set"
                    + " corpus.documentSeparator to the text between its documents, or cut the file into several.");
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
