package org.stagelm.api.data;

import java.util.Optional;
import org.stagelm.api.tensor.RandomKey;

/** Makes loaders over token ids. */
@FunctionalInterface
public interface BatchLoaderFactory {

    /**
     * @param rows in each batch
     * @param context tokens in each row
     * @param key decides every random choice
     * @throws org.stagelm.api.UserError where there are too few tokens for one row, naming both numbers
     */
    BatchLoader over(TokenSequence tokens, int rows, int context, RandomKey key);

    /** What passes over validation data, every target once and in order; empty: windows side by side, whatever the documents. */
    default Optional<BatchLoaderFactory> everyTargetOnce() {
        return Optional.empty();
    }
}
