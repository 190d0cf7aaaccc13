package org.stagelm.tokenizers.bytebpe;

/** Which of several pairs of one frequency is merged first. */
public enum Ties {

    /** The pair of the smaller left id, then of the smaller right id: as Hugging Face's BpeTrainer. */
    SMALLER_IDS,

    /** The pair whose left token has the greater bytes, then whose right token has: as in Stanford's course CS336. */
    GREATER_BYTES
}
