package org.stagelm.testkit.operations;

import static org.stagelm.testkit.operations.FusedCases.cosines;
import static org.stagelm.testkit.operations.FusedCases.sines;
import static org.stagelm.testkit.operations.Operand.flags;
import static org.stagelm.testkit.operations.Operand.ids;
import static org.stagelm.testkit.operations.Operand.normal;
import static org.stagelm.testkit.operations.Operand.positive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;

/**
 * Tensors without elements, such as a batch of nothing. What comes out is as NumPy and PyTorch say: the sum of nothing is 0, its mean is not a
 * number, a product over an inner size of 0 is 0, the loss of no target is not a number. The largest of nothing is refused, as the contract of shapes
 * shows.
 */
final class EmptyCases {

    private static final double EPS = 1e-5;

    private static final long[][] SHAPES = {{0}, {0, 5}, {3, 0}, {2, 0, 7}};

    private EmptyCases() {}

    static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        elementwise(cases);
        reductions(cases);
        products(cases);
        movement(cases);
        lookUp(cases);
        rows(cases);
        return cases;
    }

    private static void elementwise(List<OperationCase> cases) {
        for (Unary function : Unary.values()) {
            cases.add(OperationCase.of(function.name(), t -> t.backend().unary(function, t), positive(0, 5)));
        }
        long[][][] broadcasts = {{{0}, {0}}, {{0, 5}, {5}}, {{1}, {0}}, {{}, {0}}, {{3, 0}, {}}, {{0, 1}, {1, 7}}, {{3, 1}, {1, 0}},
            {{2, 0, 5}, {1, 5}}};
        for (long[][] shapes : broadcasts) {
            for (Named named : List.of(new Named("add", Tensor::add), new Named("sub", Tensor::sub), new Named("mul", Tensor::mul),
                    new Named("div", Tensor::div), new Named("maximum", Tensor::maximum))) {
                cases.add(OperationCase.of(named.name, named.operation, normal(shapes[0]), positive(shapes[1])));
            }
            cases.add(OperationCase.of("less", Tensor::less, normal(shapes[0]).constant(), normal(shapes[1]).constant()));
            cases.add(OperationCase.of("equal ids", Tensor::equal, ids(3, shapes[0]), ids(3, shapes[1])));
            cases.add(new OperationCase("where " + Arrays.deepToString(shapes), List.of(flags(shapes[0]), normal(shapes[1]), normal(shapes[0])),
                    t -> t.get(0).where(t.get(1), t.get(2))));
        }
        cases.add(OperationCase.of("add a number", t -> t.add(1.25), normal(0, 5)));
        cases.add(OperationCase.of("maximum with a number", t -> t.backend().binary(Binary.MAXIMUM, t, 1.25), normal(0, 5)));
        for (DType type : DType.values()) {
            cases.add(OperationCase.of("cast to " + type, t -> t.cast(type), normal(0, 5).constant()));
        }
        for (long[] shape : SHAPES) {
            cases.add(OperationCase.of("gelu", Tensor::gelu, normal(shape)));
            cases.add(OperationCase.of("geluTanh", Tensor::geluTanh, normal(shape)));
            cases.add(OperationCase.of("silu", Tensor::silu, normal(shape)));
        }
    }

    /** An operation of two tensors with its name. */
    private record Named(String name, BinaryOperator<Tensor> operation) {}

    private static void reductions(List<OperationCase> cases) {
        for (long[] shape : SHAPES) {
            for (int axis = 0; axis < shape.length; axis++) {
                int a = axis;
                for (boolean keep : new boolean[] {true, false}) {
                    String along = " along " + axis + (keep ? ", kept" : "");
                    cases.add(OperationCase.of("sum" + along, t -> t.sum(a, keep), normal(shape)));
                    cases.add(OperationCase.of("mean" + along, t -> t.mean(a, keep), normal(shape)));
                    if (shape[axis] > 0) {
                        cases.add(OperationCase.of("max" + along, t -> t.max(a, keep), normal(shape)));
                    }
                }
            }
        }
        cases.add(OperationCase.of("sum of ids", t -> t.sum(0, false), ids(9, 0, 5)));
    }

    private static void products(List<OperationCase> cases) {
        long[][][] matrices = {{{0, 5}, {5, 7}}, {{3, 0}, {0, 7}}, {{3, 5}, {5, 0}}, {{0, 0}, {0, 0}}, {{0, 3, 5}, {5, 7}}, {{0, 3, 5}, {0, 5, 7}},
            {{2, 3, 0}, {2, 0, 7}}, {{3, 5}, {0, 5, 7}}, {{0, 1, 3, 5}, {2, 5, 7}}, {{2, 0, 5}, {2, 5, 7}}};
        for (long[][] m : matrices) {
            cases.add(OperationCase.of("matmul", Tensor::matmul, normal(m[0]), normal(m[1])));
        }
        long[][][] layers = {{{0, 5}, {7, 5}}, {{2, 0, 5}, {7, 5}}, {{3, 5}, {0, 5}}, {{3, 0}, {7, 0}}};
        for (long[][] l : layers) {
            cases.add(OperationCase.of("linear", (t, w) -> t.linear(w, Optional.empty()), normal(l[0]), normal(l[1])));
            List<Operand> withBias = List.of(normal(l[0]), normal(l[1]), normal(new long[] {l[1][0]}));
            cases.add(new OperationCase("linear with bias " + Arrays.deepToString(l), withBias,
                    t -> t.get(0).linear(t.get(1), Optional.of(t.get(2)))));
        }
    }

    private static void movement(List<OperationCase> cases) {
        cases.add(OperationCase.of("reshape", t -> t.reshape(dims(5, 0, 2)), normal(2, 0, 7)));
        cases.add(OperationCase.of("reshape to one axis", t -> t.reshape(dims(0)), normal(0, 5)));
        cases.add(OperationCase.of("permute", t -> t.permute(2, 0, 1), normal(2, 0, 7)));
        cases.add(OperationCase.of("permute and reshape", t -> t.permute(1, 0).reshape(dims(0)), normal(0, 5)));
        for (int from : new int[] {0, 1, 3}) {
            cases.add(OperationCase.of("slice nothing from " + from, t -> t.slice(0, from, 0), normal(3, 5)));
        }
        cases.add(OperationCase.of("slice", t -> t.slice(1, 1, 2), normal(0, 5)));
        cases.add(OperationCase.of("concat with nothing before", (a, b) -> Tensor.concat(0, a, b), normal(0, 5), normal(3, 5)));
        cases.add(OperationCase.of("concat with nothing behind", (a, b) -> Tensor.concat(-1, a, b), normal(3, 5), normal(3, 0)));
        cases.add(OperationCase.of("concat nothing with nothing", (a, b) -> Tensor.concat(0, a, b), normal(0, 5), normal(0, 5)));
        cases.add(OperationCase.of("concat columns of no rows", (a, b) -> Tensor.concat(1, a, b), normal(0, 5), normal(0, 1)));
        cases.add(OperationCase.of("expand to nothing", t -> t.expand(dims(0, 5)), normal(1, 5)));
        cases.add(OperationCase.of("expand nothing", t -> t.expand(dims(2, 0, 3)), normal(0, 1)));
        cases.add(OperationCase.of("expand a number to nothing", t -> t.expand(dims(2, 0)), normal()));
    }

    private static void lookUp(List<OperationCase> cases) {
        cases.add(OperationCase.of("gather", Tensor::gather, normal(7, 5), ids(7, 0)));
        cases.add(OperationCase.of("gather", Tensor::gather, normal(7, 5), ids(7, 2, 0)));
        cases.add(OperationCase.of("gather numbers", Tensor::gather, normal(7), ids(7, 0)));
        cases.add(OperationCase.of("gather rows of nothing", Tensor::gather, normal(7, 0), ids(7, 3)));
        cases.add(OperationCase.of("gather matrices", Tensor::gather, normal(7, 2, 3), ids(7, 0)));
        cases.add(OperationCase.of("gather nothing from nothing", Tensor::gather, normal(0, 5), ids(1, 0)));
        cases.add(OperationCase.of("pick", Tensor::pick, normal(0, 7), ids(7, 0)));
        cases.add(OperationCase.of("pick", Tensor::pick, normal(2, 0, 7), ids(7, 2, 0)));
    }

    private static void rows(List<OperationCase> cases) {
        for (long[] shape : SHAPES) {
            long[] width = {shape[shape.length - 1]};
            cases.add(OperationCase.of("softmax", Tensor::softmax, normal(shape)));
            cases.add(OperationCase.of("logSoftmax", Tensor::logSoftmax, normal(shape)));
            cases.add(OperationCase.of("layerNorm", (x, g) -> x.layerNorm(g, Optional.empty(), EPS), normal(shape), normal(width)));
            cases.add(new OperationCase("layerNorm with bias " + Arrays.toString(shape), List.of(normal(shape), normal(width), normal(width)),
                    t -> t.get(0).layerNorm(t.get(1), Optional.of(t.get(2)), EPS)));
            cases.add(OperationCase.of("rmsNorm", (x, g) -> x.rmsNorm(g, EPS), normal(shape), normal(width)));
        }
        cases.add(OperationCase.of("crossEntropy", (x, t) -> x.crossEntropy(t, -100), normal(0, 5), ids(5, 0)));
        // Of ignored targets alone the loss is undefined as well, and so is its gradient.
        cases.add(OperationCase.of("crossEntropy, all ignored", (x, t) -> x.crossEntropy(t, 0), normal(3, 5).constant(), ids(1, 3)));
        for (boolean interleaved : new boolean[] {false, true}) {
            String name = interleaved ? "rotate pairs next to each other " : "rotate halves ";
            cases.add(new OperationCase(name + "of no row", List.of(normal(0, 3, 5, 8), cosines(5, 4), sines(5, 4)),
                    t -> t.get(0).backend().rotate(t.get(0), new Rotary(t.get(1), t.get(2), interleaved))));
            cases.add(new OperationCase(name + "of no position", List.of(normal(2, 3, 0, 8), cosines(0, 3), sines(0, 3)),
                    t -> t.get(0).backend().rotate(t.get(0), new Rotary(t.get(1), t.get(2), interleaved))));
        }
    }

    private static Dim[] dims(long... sizes) {
        return Shape.of(sizes).dims().toArray(Dim[]::new);
    }
}
