package org.stagelm.tokenizers.pipeline;

/** Makes a space of the mark of a word's end, but in the last token, which is known when nothing follows it. */
final class MarkedWordEnds implements TokenSink {

    private final String mark;
    private final TokenSink next;
    private final StringBuilder token = new StringBuilder();
    private boolean ended;

    MarkedWordEnds(String mark, TokenSink next) {
        this.mark = mark;
        this.next = next;
    }

    @Override
    public void part(String text) {
        if (ended) {
            give(" ");
        }
        token.append(text);
    }

    @Override
    public void endOfToken() {
        ended = true;
    }

    private void give(String wordEnd) {
        next.token(token.toString().replace(mark, wordEnd));
        token.setLength(0);
        ended = false;
    }

    @Override
    public void endOfText() {
        if (ended) {
            give("");
        }
        next.endOfText();
    }
}
