package org.stagelm.cli.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/** Text that comes in: UTF-8, and nothing else. */
final class StandardInput {

    private static final String NAME = "standard input";

    private StandardInput() {}

    /** All of it, the last line's end included. */
    static String text() {
        try {
            return utf8(System.in.readAllBytes(), NAME);
        } catch (IOException e) {
            throw new UserError(NAME + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The text of a file. */
    static String text(Path file) {
        try {
            return utf8(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UserError(file + " does not exist or cannot be read", e);
        }
    }

    /** Line by line, as they come, without their ends; {@code use} is given each with where it stands. */
    static void lines(Consumer<Line> use) {
        LineBytes bytes = new LineBytes(System.in);
        try {
            int number = 0;
            for (Optional<byte[]> line = bytes.next(); line.isPresent(); line = bytes.next()) {
                number++;
                String place = NAME + ", line " + number;
                use.accept(new Line(utf8(line.get(), place), place));
            }
        } catch (IOException e) {
            throw new UserError(NAME + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A line.
     *
     * @param place for messages, such as {@code standard input, line 3}
     */
    record Line(String text, String place) {

        /** @throws UserError where the line is not one JSON string */
        String unquoted() {
            try {
                if (text.stripLeading().startsWith("\"")) {
                    return Json.mapper().readerFor(String.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(text);
                }
                throw new UserError(place + " is no JSON string: with --lines each line is one, such as \"to be\"");
            } catch (JsonProcessingException e) {
                throw new UserError(place + " is no JSON string: " + Json.reason(e), e);
            }
        }
    }

    private static String utf8(byte[] bytes, String source) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new UserError(source + " is not UTF-8 text: the byte at " + in.position() + " is wrong; convert it first");
        }
        return out.flip().toString();
    }
}
