package org.stagelm.testkit.reference;

import java.util.Optional;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.TensorHandle;

/** What stands behind a tensor. */
final class Value implements TensorHandle {

    private final ReferenceEngine engine;
    private final Shape shape;
    private final boolean variable;
    private Elements elements;
    private Optional<Tensor> gradient = Optional.empty();
    private boolean freed;
    private boolean lent;

    Value(ReferenceEngine engine, Shape shape, boolean variable, Elements elements) {
        this.engine = engine;
        this.shape = shape;
        this.variable = variable;
        this.elements = elements;
    }

    ReferenceEngine engine() {
        return engine;
    }

    Shape shape() {
        return shape;
    }

    boolean isVariable() {
        return variable;
    }

    boolean isFreed() {
        return freed;
    }

    Elements elements() {
        return elements;
    }

    /** Steps of a tape that read the former elements keep them. */
    void overwrite(Elements elements) {
        this.elements = elements;
    }

    /** What recordings collected, of a variable. */
    Optional<Tensor> gradient() {
        return gradient;
    }

    /** What the engine shows of it is not the caller's to close. */
    void collect(Tensor gradient) {
        engine.value(gradient).lent = true;
        this.gradient = Optional.of(gradient);
    }

    boolean isLent() {
        return lent;
    }

    void clearGradient() {
        gradient.ifPresent(g -> engine.free((Value) g.handle()));
        gradient = Optional.empty();
    }

    /**
     * @return whether this call freed it, and not one before
     */
    boolean free() {
        boolean now = !freed;
        freed = true;
        elements = Elements.NONE;
        clearGradient();
        return now;
    }
}
