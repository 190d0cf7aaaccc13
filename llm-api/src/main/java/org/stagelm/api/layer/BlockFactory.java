package org.stagelm.api.layer;

/** Makes the blocks of a model. The model says which parts they are made of, the factory how these are joined. */
@FunctionalInterface
public interface BlockFactory {

    /**
     * @param parts what the block is made of; it creates them as parts of its own, such as {@code context.make("attn", parts.attention())}
     * @param context of this block, its path such as {@code layers.3}
     */
    Block create(BlockParts parts, LayerContext context);
}
