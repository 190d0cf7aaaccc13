package org.stagelm.testkit.operations;

import static org.stagelm.testkit.operations.Operand.flags;
import static org.stagelm.testkit.operations.Operand.ids;
import static org.stagelm.testkit.operations.Operand.normal;
import static org.stagelm.testkit.operations.Operand.positive;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;

final class ElementwiseCases {

    private static final long[][] SHAPES = {{}, {1}, {7}, {3, 5}, {2, 1, 13}};

    private static final long[][][] BROADCASTS = {{{}, {}}, {{1}, {1}}, {{3, 5}, {3, 5}}, {{3, 5}, {5}}, {{7}, {2, 7}}, {{3, 1}, {1, 5}},
        {{2, 1, 7}, {3, 1}}, {{}, {4}}, {{2, 3}, {}}, {{1}, {3, 5}}, {{2, 3, 5}, {3, 1}}, {{1, 3, 1}, {2, 1, 5}},
        {{2, 1, 1}, {1, 3, 5}}, {{1, 1, 1}, {7}}};

    private ElementwiseCases() {}

    static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        unary(cases);
        binary(cases);
        comparison(cases);
        where(cases);
        cast(cases);
        return cases;
    }

    private static void unary(List<OperationCase> cases) {
        for (Unary function : Unary.values()) {
            for (long[] shape : SHAPES) {
                Operand x = switch (function) {
                    case LOG, SQRT, RECIPROCAL -> positive(shape);
                    default -> normal(shape);
                };
                cases.add(OperationCase.of(function.name(), t -> t.backend().unary(function, t), x));
            }
        }
        cases.add(OperationCase.of("large TANH", Tensor::tanh, normal(100, 7)));
        cases.add(OperationCase.of("large SIGMOID", Tensor::sigmoid, normal(100, 7)));
        cases.add(OperationCase.of("large ERF", Tensor::erf, normal(100, 7)));
        cases.add(OperationCase.of("NEGATE of ids", Tensor::neg, ids(9, 3, 5)));
    }

    private static void binary(List<OperationCase> cases) {
        Map<Binary, BinaryOperator<Tensor>> functions = new EnumMap<>(Map.of(
                Binary.ADD, Tensor::add,
                Binary.SUBTRACT, Tensor::sub,
                Binary.MULTIPLY, Tensor::mul,
                Binary.DIVIDE, Tensor::div,
                Binary.MAXIMUM, Tensor::maximum));
        functions.forEach((function, operation) -> {
            for (long[][] shapes : BROADCASTS) {
                cases.add(OperationCase.of(function.name(), operation, normal(shapes[0]), positive(shapes[1])));
            }
            cases.add(OperationCase.of(function + " with a number", t -> t.backend().binary(function, t, 1.25), normal(3, 5)));
            if (function != Binary.DIVIDE) {
                cases.add(OperationCase.of(function + " of ids", operation, ids(9, 3, 5), ids(9, 5)));
                cases.add(OperationCase.of(function + " of ids with a number", t -> t.backend().binary(function, t, 3), ids(9, 3, 5)));
            }
        });
        cases.add(OperationCase.of("MULTIPLY by itself", t -> t.mul(t), normal(3, 5)));
        cases.add(OperationCase.of("used twice", t -> t.exp().add(t.sin().mul(t)), normal(3, 5)));
    }

    private static void comparison(List<OperationCase> cases) {
        Map<Comparison, BinaryOperator<Tensor>> functions = new EnumMap<>(Map.of(
                Comparison.LESS, Tensor::less,
                Comparison.LESS_OR_EQUAL, Tensor::lessOrEqual,
                Comparison.EQUAL, Tensor::equal));
        functions.forEach((function, operation) -> {
            for (long[][] shapes : BROADCASTS) {
                cases.add(OperationCase.of(function.name(), operation, normal(shapes[0]).constant(), normal(shapes[1]).constant()));
                cases.add(OperationCase.of(function + " of ids", operation, ids(3, shapes[0]), ids(3, shapes[1])));
            }
        });
    }

    private static void where(List<OperationCase> cases) {
        long[][][] shapes = {{{3, 5}, {3, 5}, {3, 5}}, {{3, 1}, {1, 5}, {}}, {{5}, {}, {2, 3, 5}}, {{2, 3, 5}, {}, {}},
            {{2, 1, 1}, {1, 3, 1}, {1, 1, 5}}, {{}, {7}, {7}}};
        for (long[][] s : shapes) {
            List<Operand> operands = List.of(flags(s[0]), normal(s[1]), normal(s[2]));
            cases.add(new OperationCase("where " + operands.get(0).shape() + " " + operands.get(1).shape() + " " + operands.get(2).shape(), operands,
                    t -> t.get(0).where(t.get(1), t.get(2))));
        }
        cases.add(new OperationCase("where of ids", List.of(flags(3, 5), ids(9, 5), ids(9, 3, 1)), t -> t.get(0).where(t.get(1), t.get(2))));
        cases.add(new OperationCase("where of flags", List.of(flags(3, 5), flags(5), flags(3, 1)), t -> t.get(0).where(t.get(1), t.get(2))));
    }

    private static void cast(List<OperationCase> cases) {
        for (DType type : DType.values()) {
            Operand x = type == DType.UINT8 ? positive(3, 5) : normal(10, 3, 5);
            cases.add(OperationCase.of("cast to " + type, t -> t.cast(type), x.constant()));
            cases.add(OperationCase.of("cast ids to " + type, t -> t.cast(type), ids(9, 3, 5)));
            cases.add(OperationCase.of("cast flags to " + type, t -> t.cast(type), flags(3, 5)));
        }
        // To the widest type and back: the reference rounds nothing there, so finite differences see the gradient.
        cases.add(OperationCase.of("cast there and back", t -> t.cast(DType.FLOAT64).square().cast(t.type()), normal(3, 5)));
    }
}
