package org.stagelm.testkit.operations;

import static org.stagelm.testkit.operations.Operand.ids;
import static org.stagelm.testkit.operations.Operand.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

final class FusedCases {

    private static final double EPS = 1e-5;

    private FusedCases() {}

    static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        activations(cases);
        softmax(cases);
        norms(cases);
        crossEntropy(cases);
        rotate(cases);
        return cases;
    }

    private static void activations(List<OperationCase> cases) {
        for (double deviation : new double[] {1, 30}) {
            String size = deviation == 1 ? "" : "large ";
            for (long[] shape : new long[][] {{1}, {7}, {2, 3, 5}}) {
                cases.add(OperationCase.of(size + "relu", Tensor::relu, normal(deviation, shape)));
                cases.add(OperationCase.of(size + "gelu", Tensor::gelu, normal(deviation, shape)));
                cases.add(OperationCase.of(size + "geluTanh", Tensor::geluTanh, normal(deviation, shape)));
                cases.add(OperationCase.of(size + "silu", Tensor::silu, normal(deviation, shape)));
            }
        }
    }

    private static void softmax(List<OperationCase> cases) {
        for (double deviation : new double[] {1, 100}) { // 100: e^x of the largest overflows unless it is subtracted first
            String size = deviation == 1 ? "" : "large ";
            for (long[] shape : new long[][] {{1}, {7}, {3, 1}, {3, 13}, {2, 3, 5}}) {
                cases.add(OperationCase.of(size + "softmax", Tensor::softmax, normal(deviation, shape)));
                cases.add(OperationCase.of(size + "logSoftmax", Tensor::logSoftmax, normal(deviation, shape)));
            }
        }
    }

    private static void norms(List<OperationCase> cases) {
        for (long[] shape : new long[][] {{7}, {1, 5}, {3, 13}, {2, 3, 7}}) {
            long[] width = {shape[shape.length - 1]};
            cases.add(OperationCase.of("layerNorm", (x, g) -> x.layerNorm(g, Optional.empty(), EPS), normal(shape), normal(width)));
            cases.add(new OperationCase("layerNorm with bias " + Arrays.toString(shape), List.of(normal(shape), normal(width), normal(width)),
                    t -> t.get(0).layerNorm(t.get(1), Optional.of(t.get(2)), EPS)));
            cases.add(OperationCase.of("rmsNorm", (x, g) -> x.rmsNorm(g, EPS), normal(shape), normal(width)));
        }
        cases.add(OperationCase.of("rmsNorm with a large eps", (x, g) -> x.rmsNorm(g, 0.5), normal(3, 5), normal(5)));
        cases.add(OperationCase.of("layerNorm with a large eps", (x, g) -> x.layerNorm(g, Optional.empty(), 0.5), normal(3, 5), normal(5)));
        cases.add(OperationCase.of("layerNorm far from 0", (x, g) -> x.layerNorm(g, Optional.empty(), EPS),
                normal(3, 7).drawn((key, i) -> 20 + key.normal(i)), normal(7)));
    }

    private static void crossEntropy(List<OperationCase> cases) {
        for (double deviation : new double[] {1, 100}) {
            String size = deviation == 1 ? "" : "large ";
            cases.add(OperationCase.of(size + "crossEntropy", (x, t) -> x.crossEntropy(t, -100), normal(deviation, 7, 11), ids(11, 7)));
            cases.add(OperationCase.of(size + "crossEntropy", (x, t) -> x.crossEntropy(t, -100), normal(deviation, 2, 3, 13), ids(13, 2, 3)));
            cases.add(OperationCase.of(size + "crossEntropy", (x, t) -> x.crossEntropy(t, -100), normal(deviation, 1, 5), ids(5, 1)));
            Operand someIgnored = ids(13, 2, 7).drawn((key, i) -> i % 3 == 1 ? -100 : Math.floor(13 * key.uniform(i)));
            cases.add(OperationCase.of(size + "crossEntropy with ignored targets", (x, t) -> x.crossEntropy(t, -100), normal(deviation, 2, 7, 13),
                    someIgnored));
            Operand negative = ids(5, 11).drawn((key, i) -> i % 3 - 1);
            cases.add(OperationCase.of(size + "crossEntropy with id -1 ignored", (x, t) -> x.crossEntropy(t, -1), normal(deviation, 11, 5),
                    negative));
            Operand padding = ids(5, 11).drawn((key, i) -> i > 7 ? 0 : 1 + Math.floor(4 * key.uniform(i)));
            cases.add(OperationCase.of(size + "crossEntropy with id 0 ignored", (x, t) -> x.crossEntropy(t, 0), normal(deviation, 11, 5), padding));
        }
    }

    private static void rotate(List<OperationCase> cases) {
        for (boolean interleaved : new boolean[] {false, true}) {
            for (long[] table : new long[][] {{5, 4}, {5, 3}, {2, 5, 4}, {2, 5, 1}}) {
                String name = (interleaved ? "rotate pairs next to each other " : "rotate halves ") + Arrays.toString(table);
                cases.add(new OperationCase(name, List.of(normal(2, 3, 5, 8), cosines(table), sines(table)),
                        t -> t.get(0).backend().rotate(t.get(0), new Rotary(t.get(1), t.get(2), interleaved))));
            }
        }
    }

    /** Cosines of some angles; those of {@link #sines} are the same. */
    static Operand cosines(long... shape) {
        return normal(shape).constant().drawn((key, i) -> Math.cos(0.37 * i));
    }

    static Operand sines(long... shape) {
        return normal(shape).constant().drawn((key, i) -> Math.sin(0.37 * i));
    }
}
