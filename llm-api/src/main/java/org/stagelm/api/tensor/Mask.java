package org.stagelm.api.tensor;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which keys a query may see. The queries are the last positions of the keys: query t of T stands at key S − T + t.
 *
 * @param causal a query sees no key after its own position
 * @param window a query sees only the last {@code window} keys up to its own
 * @param visible BOOL; [B, S], false where a key is padding, or [B, T, S], false where query t may not see key s; absent: all keys are real
 */
public record Mask(boolean causal, OptionalInt window, Optional<Tensor> visible) {

    public static final Mask NONE = new Mask(false, OptionalInt.empty(), Optional.empty());
    public static final Mask CAUSAL = new Mask(true, OptionalInt.empty(), Optional.empty());
}
