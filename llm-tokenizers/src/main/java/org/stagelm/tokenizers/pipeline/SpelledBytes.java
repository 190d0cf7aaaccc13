package org.stagelm.tokenizers.pipeline;

import org.stagelm.tokenizers.bytebpe.ByteLevelAlphabet;
import org.stagelm.tokenizers.text.PartialUtf8;
import org.stagelm.tokenizers.text.Utf8;

/** Makes one text of the bytes that tokens spell in GPT-2's alphabet. A token with another character is plain text. */
final class SpelledBytes implements TokenSink {

    private final TokenSink next;
    private final StringBuilder token = new StringBuilder();
    private final PartialUtf8 text = new PartialUtf8();

    SpelledBytes(TokenSink next) {
        this.next = next;
    }

    @Override
    public void part(String more) {
        token.append(more);
    }

    @Override
    public void endOfToken() {
        String spelling = token.toString();
        next.part(text.next(ByteLevelAlphabet.bytes(spelling).orElseGet(() -> Utf8.bytes(spelling))));
        token.setLength(0);
    }

    @Override
    public void endOfText() {
        next.token(text.end());
        next.endOfText();
    }
}
