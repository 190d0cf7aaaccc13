package org.stagelm.testkit.operations;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Tensor;

/** One run of one operation, on any backend. */
public record OperationCase(String name, List<Operand> operands, Operation operation) {

    /** What is run; the tensors have the operands' shapes, their order and the backend's float type. */
    @FunctionalInterface
    public interface Operation {
        Tensor apply(List<Tensor> operands);
    }

    static OperationCase of(String name, UnaryOperator<Tensor> operation, Operand x) {
        return new OperationCase(name + " " + x.shape(), List.of(x), t -> operation.apply(t.get(0)));
    }

    static OperationCase of(String name, BinaryOperator<Tensor> operation, Operand a, Operand b) {
        return new OperationCase(name + " " + a.shape() + " " + b.shape(), List.of(a, b), t -> operation.apply(t.get(0), t.get(1)));
    }

    /** The numbers of operand {@code i}: the same on every backend. */
    public double[] numbers(int i) {
        return operands.get(i).numbers(new RandomKey(20260701).derive(name).derive(i));
    }

    /** Whether there is a gradient to compare. */
    public boolean isDifferentiable() {
        return operands.stream().anyMatch(o -> o.kind() == Operand.Kind.VARIABLE);
    }

    /** This case on operands that are views, neither contiguous nor at the beginning of their memory. */
    OperationCase onViews() {
        return new OperationCase(name + " of views", operands.stream().map(Operand::underView).toList(),
                t -> operation.apply(t.stream().map(Operand::view).toList()));
    }
}
