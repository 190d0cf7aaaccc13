package org.stagelm.nd4j;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.Elementwise;

/** What all operations of the engine share. */
abstract class Operations implements Backend {

    private final Compute compute;
    private final Arithmetic arithmetic;
    private final Elementwise elementwise;
    private final Set<Value> pending = ConcurrentHashMap.newKeySet();

    Operations(Compute compute) {
        this.compute = compute;
        this.arithmetic = new Arithmetic(compute);
        this.elementwise = new Elementwise(compute);
    }

    /** @throws IllegalStateException where this engine is closed */
    abstract void checkOpen();

    /** What the calling thread has open. */
    abstract EngineThread thread();

    final Compute compute() {
        return compute;
    }

    final Arithmetic arithmetic() {
        return arithmetic;
    }

    final Elementwise elementwise() {
        return elementwise;
    }

    /** The values whose elements are not computed yet. */
    final Set<Value> pending() {
        return pending;
    }

    /** Computes all that is pending, before something that it may read is written to. */
    final void computePending() {
        pending.forEach(Value::compute);
    }

    /** The value behind a tensor of this engine. */
    final Value value(Tensor tensor) {
        if (tensor.handle() instanceof Value value && value.isOf(this)) {
            return value;
        }
        throw new IllegalArgumentException("the engine nd4j was given a tensor of another backend: " + tensor);
    }

    final Operation operation(String name, Tensor... inputs) {
        return new Operation(this, name, inputs);
    }

    static String name(Enum<?> operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final DType floatType() {
        return DType.FLOAT32;
    }
}
