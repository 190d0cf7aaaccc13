package org.stagelm.api.tensor;

/** While it is open, the operations of this thread on {@link Engine#variable variables} are differentiated. It is a scope as well. */
public interface Recording extends Scope {

    /** Adds {@code scale} · d loss / d variable to the gradient of each variable that took part. {@code loss} is a scalar. Once per recording. */
    void backward(Tensor loss, double scale);
}
