package org.stagelm.tokenizers.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Makes text of tokens such as {@code <0xE2>}. As in Hugging Face's library, a run of them that is not UTF-8 as a whole becomes a U+FFFD per byte,
 * which is known where the run ends.
 */
final class ByteRuns implements TokenSink {

    private static final Pattern BYTE = Pattern.compile("<0x\\p{XDigit}{2}>");

    private final TokenSink next;
    private final StringBuilder token = new StringBuilder();
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();

    ByteRuns(TokenSink next) {
        this.next = next;
    }

    @Override
    public void part(String text) {
        token.append(text);
    }

    @Override
    public void endOfToken() {
        if (BYTE.matcher(token).matches()) {
            run.write(Integer.parseInt(token.substring("<0x".length(), token.length() - 1), 16));
        } else {
            endRun();
            next.token(token.toString());
        }
        token.setLength(0);
    }

    private void endRun() {
        byte[] bytes = run.toByteArray();
        run.reset();
        if (Utf8.wellFormedEnd(bytes, 0) < bytes.length) {
            for (int i = 0; i < bytes.length; i++) {
                next.token("\uFFFD");
            }
        } else if (bytes.length > 0) {
            next.token(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void endOfText() {
        endRun();
        next.endOfText();
    }
}
