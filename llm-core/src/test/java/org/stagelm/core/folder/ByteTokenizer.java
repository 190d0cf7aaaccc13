package org.stagelm.core.folder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.stagelm.api.data.Tokenizer;

/** The bytes of UTF-8, and 256 for the end of text where there is one. */
public final class ByteTokenizer implements Tokenizer {

    public static final int END = 256;

    private final boolean hasEnd;
    private final boolean beginsPrompts;

    public ByteTokenizer(boolean hasEnd) {
        this(hasEnd, false);
    }

    /** @param beginsPrompts whether the end of text stands before a prompt */
    public ByteTokenizer(boolean hasEnd, boolean beginsPrompts) {
        this.hasEnd = hasEnd;
        this.beginsPrompts = beginsPrompts;
    }

    @Override
    public int vocabularySize() {
        return hasEnd ? 257 : 256;
    }

    @Override
    public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    @Override
    public int[] encodePrompt(String text) {
        return beginsPrompts ? IntStream.concat(IntStream.of(END), IntStream.of(encode(text))).toArray() : encode(text);
    }

    @Override
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id != END) {
                bytes.write(id);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public TextStream stream() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        ByteBuffer pending = ByteBuffer.allocate(8);
        return new TextStream() {
            @Override
            public String next(int id) {
                if (id != END) {
                    pending.put((byte) id);
                }
                return take(false);
            }

            @Override
            public String end() {
                return take(true);
            }

            private String take(boolean end) {
                CharBuffer text = CharBuffer.allocate(16);
                decoder.decode(pending.flip(), text, end);
                pending.compact();
                return text.flip().toString();
            }
        };
    }

    @Override
    public String token(int id) {
        return Integer.toHexString(id);
    }

    @Override
    public OptionalInt endOfText() {
        return hasEnd ? OptionalInt.of(END) : OptionalInt.empty();
    }

    @Override
    public String fingerprint() {
        return "bytes";
    }

    @Override
    public void save(Path folder) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }
}
