package org.stagelm.api.layer;

/** Settings of an attention that has heads, so that the rest of the model can be checked against them. */
public interface AttentionSettings {

    /** Query heads. */
    int heads();

    /** Size of one head in a model of this width. */
    int headSizeIn(int width);
}
