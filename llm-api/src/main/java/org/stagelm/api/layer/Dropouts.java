package org.stagelm.api.layer;

/**
 * How much is dropped out at the places that most transformers have; each a probability in [0, 1).
 *
 * @param embedding on the sum of token and position embeddings
 * @param attention on the attention weights
 * @param residual on what a block adds to the residual stream
 */
public record Dropouts(double embedding, double attention, double residual) {

    public static final Dropouts NONE = new Dropouts(0, 0, 0);
}
