package org.stagelm.core.generation;

/** Why a text ended. */
public enum StopReason {
    MAX_TOKENS,
    END_OF_TEXT,
    /** The listener declined more, or the thread was interrupted. */
    CANCELLED
}
