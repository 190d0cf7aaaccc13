package org.stagelm.cli.tokenizer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Cuts a stream at line feeds, before anything is decoded: so a line that is not UTF-8 can be named by its number. */
final class LineBytes {

    private final InputStream in;

    LineBytes(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its end; empty behind the last. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return Optional.of(line.toByteArray());
    }
}
