package org.stagelm.tokenizers.pipeline;

/** Makes one token of all. */
final class Fusion implements TokenSink {

    private final TokenSink next;

    Fusion(TokenSink next) {
        this.next = next;
    }

    @Override
    public void part(String text) {
        next.part(text);
    }

    @Override
    public void endOfToken() {
        // the token goes on to the end of the text
    }

    @Override
    public void endOfText() {
        next.endOfToken();
        next.endOfText();
    }
}
