package org.stagelm.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;

/** The bytes of a text, and 256 for its end: the smallest tokenizer that keeps the contract. */
final class Utf8Tokenizer implements Tokenizer {

    private static final int END = 256;

    /** Nothing to learn. */
    static final class Factory implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            return new Utf8Tokenizer();
        }

        @Override
        public Tokenizer load(Path folder) {
            return new Utf8Tokenizer();
        }
    }

    @Override
    public int vocabularySize() {
        return END + 1;
    }

    @Override
    public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xff;
        }
        return ids;
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
        return new TextStream() {

            private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

            @Override
            public String next(int id) {
                if (id != END) {
                    pending.write(id);
                }
                String text = pending.toString(StandardCharsets.UTF_8);
                if (text.indexOf('\ufffd') >= 0) { // unfinished: none of the contract's texts is broken
                    return "";
                }
                pending.reset();
                return text;
            }

            @Override
            public String end() {
                return pending.toString(StandardCharsets.UTF_8);
            }
        };
    }

    @Override
    public String token(int id) {
        return id == END ? "<|endoftext|>" : String.format("<0x%02X>", id);
    }

    @Override
    public OptionalInt endOfText() {
        return OptionalInt.of(END);
    }

    @Override
    public String fingerprint() {
        return "utf-8";
    }

    @Override
    public void save(Path folder) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }
}
