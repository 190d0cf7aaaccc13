package org.stagelm.testkit.operations;

import static org.stagelm.testkit.operations.Operand.flags;
import static org.stagelm.testkit.operations.Operand.ids;
import static org.stagelm.testkit.operations.Operand.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;

final class ArrayCases {

    private ArrayCases() {}

    static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        reductions(cases);
        products(cases);
        projectionsOfFewRows(cases);
        movement(cases);
        lookUp(cases);
        return cases;
    }

    private static void reductions(List<OperationCase> cases) {
        long[][] shapes = {{1}, {7}, {13, 1}, {1, 5}, {2, 3, 5}};
        for (long[] shape : shapes) {
            for (int axis = -1; axis < shape.length; axis++) {
                int a = axis;
                for (boolean keep : new boolean[] {true, false}) {
                    String along = " along " + axis + (keep ? ", kept" : "");
                    cases.add(OperationCase.of("sum" + along, t -> t.sum(a, keep), normal(shape)));
                    cases.add(OperationCase.of("mean" + along, t -> t.mean(a, keep), normal(shape)));
                    cases.add(OperationCase.of("max" + along, t -> t.max(a, keep), normal(shape)));
                }
            }
        }
        cases.add(OperationCase.of("sum of ids", t -> t.sum(0, false), ids(9, 3, 5)));
        cases.add(OperationCase.of("max of ids", t -> t.max(-1, true), ids(9, 3, 5)));
        cases.add(OperationCase.of("max of equal elements", t -> t.max(-1, false), normal(2, 3).constant().drawn((key, i) -> i / 3)));
    }

    private static void products(List<OperationCase> cases) {
        long[][][] matrices = {{{1, 1}, {1, 1}}, {{3, 5}, {5, 7}}, {{1, 7}, {7, 1}}, {{7, 1}, {1, 7}}, {{2, 3, 5}, {5, 7}}, {{3, 5}, {2, 5, 1}},
            {{2, 3, 5}, {2, 5, 7}}, {{2, 1, 3, 5}, {4, 5, 7}}, {{1, 2, 3, 5}, {3, 1, 5, 2}}};
        for (long[][] m : matrices) {
            cases.add(OperationCase.of("matmul", Tensor::matmul, normal(m[0]), normal(m[1])));
        }
        long[][] inputs = {{1, 5}, {3, 5}, {2, 3, 5}, {2, 1, 3, 5}};
        for (long[] x : inputs) {
            for (int out : new int[] {1, 7}) {
                cases.add(OperationCase.of("linear", (t, w) -> t.linear(w, Optional.empty()), normal(x), normal(new long[] {out, 5})));
                cases.add(new OperationCase("linear with bias " + Arrays.toString(x) + " to " + out, List.of(normal(x), normal(new long[] {out, 5}),
                        normal(new long[] {out})), t -> t.get(0).linear(t.get(1), Optional.of(t.get(2)))));
            }
        }
    }

    /** As many weights as engines share out among threads, of sizes that no block fits. */
    private static void projectionsOfFewRows(List<OperationCase> cases) {
        long[] weight = {521, 257};
        for (int rows : new int[] {1, 2, 3, 5}) {
            cases.add(OperationCase.of("linear", (t, w) -> t.linear(w, Optional.empty()), normal(rows, 257), normal(weight)));
        }
        cases.add(new OperationCase("linear with bias [1, 1, 257] to 521", List.of(normal(1, 1, 257), normal(weight), normal(521)),
                t -> t.get(0).linear(t.get(1), Optional.of(t.get(2)))));
        cases.add(OperationCase.of("linear of a view's row", (t, w) -> t.transpose(0, 1).slice(0, 1, 1).linear(w, Optional.empty()), normal(257, 3),
                normal(weight)));
        cases.add(OperationCase.of("linear by a view", (t, w) -> t.linear(w.transpose(0, 1), Optional.empty()), normal(1, 257), normal(257, 521)));
    }

    private static void movement(List<OperationCase> cases) {
        cases.add(OperationCase.of("reshape", t -> t.reshape(dims(5, 6)), normal(2, 3, 5)));
        cases.add(OperationCase.of("reshape to a scalar", t -> t.reshape(), normal(1, 1)));
        cases.add(OperationCase.of("reshape a scalar", t -> t.reshape(dims(1, 1, 1)), normal()));
        cases.add(OperationCase.of("reshape ids", t -> t.reshape(dims(6)), ids(9, 2, 3)));
        cases.add(OperationCase.of("permute", t -> t.permute(2, 0, 1), normal(2, 3, 5)));
        cases.add(OperationCase.of("permute four", t -> t.permute(0, 2, 1, 3), normal(2, 3, 5, 7)));
        cases.add(OperationCase.of("permute nothing", t -> t.permute(0, 1), normal(3, 5)));
        cases.add(OperationCase.of("permute and reshape", t -> t.permute(2, 0, 1).reshape(dims(10, 3)), normal(2, 3, 5)));
        cases.add(OperationCase.of("transpose", t -> t.transpose(-1, 0), normal(2, 3, 5)));
        cases.add(OperationCase.of("slice in the middle", t -> t.slice(1, 1, 3), normal(2, 5, 3)));
        cases.add(OperationCase.of("slice one", t -> t.slice(-1, 4, 1), normal(3, 5)));
        cases.add(OperationCase.of("slice all", t -> t.slice(0, 0, 3), normal(3, 5)));
        cases.add(OperationCase.of("slice twice", t -> t.slice(0, 1, 2).slice(1, 2, 2), normal(3, 5)));
        cases.add(OperationCase.of("slice ids", t -> t.slice(0, 1, 2), ids(9, 3, 5)));
        cases.add(OperationCase.of("concat one", t -> Tensor.concat(0, t), normal(3, 5)));
        cases.add(OperationCase.of("concat rows", (a, b) -> Tensor.concat(0, a, b), normal(3, 5), normal(1, 5)));
        cases.add(OperationCase.of("concat columns", (a, b) -> Tensor.concat(-1, a, b), normal(3, 1), normal(3, 5)));
        cases.add(OperationCase.of("concat a tensor with itself", t -> Tensor.concat(1, t, t), normal(2, 3, 5)));
        cases.add(OperationCase.of("concat ids", (a, b) -> Tensor.concat(0, a, b), ids(9, 3), ids(9, 5)));
        cases.add(OperationCase.of("concat flags", (a, b) -> Tensor.concat(0, a, b), flags(3), flags(5)));
        cases.add(new OperationCase("concat three", IntStream.range(1, 4).mapToObj(n -> normal(new long[] {2, n, 3})).toList(),
                t -> Tensor.concat(1, t.get(0), t.get(1), t.get(2))));
        cases.add(OperationCase.of("expand", t -> t.expand(dims(3, 5)), normal(3, 1)));
        cases.add(OperationCase.of("expand with new axes", t -> t.expand(dims(2, 3, 5)), normal(5)));
        cases.add(OperationCase.of("expand a scalar", t -> t.expand(dims(2, 3)), normal()));
        cases.add(OperationCase.of("expand nothing", t -> t.expand(dims(3, 5)), normal(3, 5)));
        cases.add(OperationCase.of("expand and multiply", t -> t.expand(dims(3, 5)).mul(t), normal(3, 1)));
        cases.add(OperationCase.of("expand ids", t -> t.expand(dims(2, 3)), ids(9, 3)));
    }

    private static void lookUp(List<OperationCase> cases) {
        cases.add(OperationCase.of("gather", Tensor::gather, normal(7, 5), ids(7, 3)));
        cases.add(OperationCase.of("gather repeated rows", Tensor::gather, normal(2, 5), ids(2, 3, 7)));
        cases.add(OperationCase.of("gather from one row", Tensor::gather, normal(1, 5), ids(1, 3)));
        cases.add(OperationCase.of("gather numbers", Tensor::gather, normal(7), ids(7, 2, 3)));
        cases.add(OperationCase.of("gather matrices", Tensor::gather, normal(7, 2, 3), ids(7, 5)));
        cases.add(OperationCase.of("gather ids", Tensor::gather, ids(9, 7, 2), ids(7, 3)));
        cases.add(OperationCase.of("pick", Tensor::pick, normal(3, 7), ids(7, 3)));
        cases.add(OperationCase.of("pick from three axes", Tensor::pick, normal(2, 3, 7), ids(7, 2, 3)));
        cases.add(OperationCase.of("pick a scalar", Tensor::pick, normal(7), ids(7)));
        cases.add(OperationCase.of("pick from one column", Tensor::pick, normal(3, 1), ids(1, 3)));
    }

    private static Dim[] dims(long... sizes) {
        return Shape.of(sizes).dims().toArray(Dim[]::new);
    }
}
