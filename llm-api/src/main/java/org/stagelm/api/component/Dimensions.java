package org.stagelm.api.component;

/**
 * The sizes that the parts of a model agree on. While a config is checked outside of a model, or before a tokenizer is known, a size is 0.
 *
 * @param layers number of blocks
 * @param width of the residual stream
 * @param context most positions in one pass
 * @param heads query heads
 * @param headSize size of one head
 * @param vocabulary number of token ids
 */
public record Dimensions(int layers, int width, int context, int heads, int headSize, int vocabulary) {

    public static final Dimensions NONE = new Dimensions(0, 0, 0, 0, 0, 0);

    public Dimensions withVocabulary(int size) {
        return new Dimensions(layers, width, context, heads, headSize, size);
    }
}
