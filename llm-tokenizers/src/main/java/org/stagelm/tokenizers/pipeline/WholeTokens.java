package org.stagelm.tokenizers.pipeline;

/** Changes each token by itself, once it is whole. */
final class WholeTokens implements TokenSink {

    private final Change change;
    private final TokenSink next;
    private final StringBuilder token = new StringBuilder();
    private boolean begun;

    WholeTokens(Change change, TokenSink next) {
        this.change = change;
        this.next = next;
    }

    /** What becomes of a token. */
    @FunctionalInterface
    interface Change {
        String apply(String token, boolean first);
    }

    @Override
    public void part(String text) {
        token.append(text);
    }

    @Override
    public void endOfToken() {
        next.token(change.apply(token.toString(), !begun));
        token.setLength(0);
        begun = true;
    }

    @Override
    public void endOfText() {
        next.endOfText();
    }
}
