package org.stagelm.tokenizers.pipeline;

/** Takes the tokens of a text one by one, and each token part by part, so that a step need not wait for more than it must know. */
interface TokenSink {

    /** More of the token at hand; no part ends within a character. */
    void part(String text);

    void endOfToken();

    void endOfText();

    default void token(String text) {
        part(text);
        endOfToken();
    }
}
