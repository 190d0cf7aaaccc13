package org.stagelm.tokenizers.pipeline;

/** The end of a chain: a text, of which tokens are no more than parts. */
record TextSink(StringBuilder text) implements TokenSink {

    @Override
    public void part(String part) {
        text.append(part);
    }

    @Override
    public void endOfToken() {
        // the next token follows without a gap
    }

    @Override
    public void endOfText() {
        // whoever ended the text takes it
    }
}
