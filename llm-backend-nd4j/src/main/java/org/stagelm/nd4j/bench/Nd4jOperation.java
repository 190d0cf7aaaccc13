package org.stagelm.nd4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.custom.DotProductAttention;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LayerNorm;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LayerNormBp;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.SoftmaxBp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.PreciseGELU;
import org.nd4j.linalg.api.ops.impl.transforms.strict.PreciseGELUDerivative;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Swish;
import org.nd4j.linalg.api.ops.impl.transforms.strict.SwishDerivative;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;
import org.stagelm.nd4j.library.Nd4jLibrary;

/**
 * The bare engine at a single operation: ND4J's own, where it has the same function. Its way back is written down by hand, by ND4J's own derivatives,
 * for those that have one.
 */
public final class Nd4jOperation implements AutoCloseable {

    /** Not here: exact GELU, RMS norm, rotation and causal attention, which ND4J has no operation for. */
    private static final Set<String> FORWARD = Set.of("linear", "gelu-tanh", "silu", "softmax", "log-softmax", "layer-norm", "attend-one",
            "cross-entropy", "gather", "dropout", "add", "adamw", "clip");
    private static final Set<String> BACKWARD = Set.of("linear", "gelu-tanh", "silu", "softmax", "layer-norm", "cross-entropy", "add");

    private static final double KEPT = 0.9;
    private static final double LEARNING_RATE = 1e-3;
    private static final double WEIGHT_DECAY = 0.1;

    private final int[] sizes;
    private final boolean backward;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<INDArray> owned = new ArrayList<>();
    private final Supplier<List<INDArray>> operation;

    /** True where ND4J has this function, and where {@code backward} its derivative. */
    public static boolean exists(String function, boolean backward) {
        return (backward ? BACKWARD : FORWARD).contains(function);
    }

    /**
     * Loads ND4J and sets the threads of its operations and of OpenBLAS, for the whole process.
     *
     * @param threads 0: one for each available processor
     * @return the number of threads set
     * @throws org.stagelm.api.UserError where ND4J does not load
     */
    public static int load(int threads) {
        Nd4jLibrary.load();
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        Nd4j.getEnvironment().setMaxMasterThreads(count);
        Nd4j.getEnvironment().setMaxThreads(count);
        openblas.blas_set_num_threads(count);
        return count;
    }

    /**
     * Random inputs. ND4J must have been loaded.
     *
     * @param function such as {@code linear}; the names and the order of their sizes are those of {@code stagelm bench ops}
     * @param backward true: forward, and from the sum of the result back to every input that is differentiated
     * @throws IllegalArgumentException where it does not {@link #exists exist}
     */
    public Nd4jOperation(String function, int[] sizes, boolean backward) {
        if (!exists(function, backward)) {
            throw new IllegalArgumentException("ND4J has no operation " + function + (backward ? " with a derivative" : ""));
        }
        this.sizes = sizes.clone();
        this.backward = backward;
        this.operation = operation(function, this.sizes);
    }

    private Supplier<List<INDArray>> operation(String function, int[] s) {
        return switch (function) {
            case "linear" -> linear();
            case "gelu-tanh" -> ofOne(x -> Nd4j.exec(new PreciseGELU(x, x.ulike())), x -> Nd4j.exec(new PreciseGELUDerivative(x, x.ulike())));
            case "silu" -> ofOne(x -> Nd4j.exec(new Swish(x, x.ulike())), x -> Nd4j.exec(new SwishDerivative(x, x.ulike())));
            case "softmax" -> softmax();
            case "log-softmax" -> {
                INDArray x = input(s);
                yield () -> List.of(Nd4j.nn.logSoftmax(x, 1));
            }
            case "layer-norm" -> layerNorm();
            case "attend-one" -> attendOne();
            case "cross-entropy" -> crossEntropy();
            case "gather" -> {
                INDArray table = input(s[0], s[1]);
                int[] ids = random.ints(s[2], 0, s[0]).toArray();
                yield () -> List.of(Nd4j.pullRows(table, 1, ids));
            }
            case "dropout" -> {
                INDArray x = input(s);
                yield () -> List.of(Nd4j.getExecutioner().exec(new DropOutInverted(x, x.ulike(), KEPT)));
            }
            case "add" -> add();
            case "adamw" -> adamW();
            default -> clip();
        };
    }

    /** x Wᵀ, and its gradients: g W of x, gᵀ x of W. */
    private Supplier<List<INDArray>> linear() {
        INDArray x = input(sizes[0], sizes[1]);
        INDArray weight = input(sizes[2], sizes[1]);
        INDArray gradient = ones(sizes[0], sizes[2]);
        return () -> {
            INDArray y = Nd4j.gemm(x, weight, false, true);
            return back(y, () -> List.of(Nd4j.gemm(gradient, weight, false, false), Nd4j.gemm(gradient, x, true, false)));
        };
    }

    /** An elementwise function with its slope. */
    private Supplier<List<INDArray>> ofOne(UnaryOperator<INDArray> function, UnaryOperator<INDArray> slope) {
        INDArray x = input(sizes);
        INDArray gradient = ones(sizes);
        return () -> back(function.apply(x), () -> List.of(slope.apply(x).muli(gradient)));
    }

    private Supplier<List<INDArray>> softmax() {
        INDArray x = input(sizes);
        INDArray gradient = ones(sizes);
        return () -> back(Nd4j.nn.softmax(x, 1), () -> List.of(Nd4j.exec(new SoftmaxBp(x, gradient, 1))));
    }

    private Supplier<List<INDArray>> layerNorm() {
        INDArray x = input(sizes);
        INDArray gain = input(sizes[1]);
        INDArray gradient = ones(sizes);
        return () -> {
            INDArray y = x.ulike();
            Nd4j.exec(new LayerNorm(x, gain, y, false, 1));
            return back(y, () -> layerNormGradients(x, gain, gradient));
        };
    }

    private static List<INDArray> layerNormGradients(INDArray x, INDArray gain, INDArray gradient) {
        INDArray ofX = x.ulike();
        INDArray ofGain = gain.ulike();
        Nd4j.exec(new LayerNormBp(x, gain, gradient, ofX, ofGain, false, 1));
        return List.of(ofX, ofGain);
    }

    /** ND4J's order is [batch, heads, size, positions]. */
    private Supplier<List<INDArray>> attendOne() {
        INDArray query = input(sizes[0], sizes[1], sizes[3], 1);
        INDArray key = input(sizes[0], sizes[1], sizes[3], sizes[2]);
        INDArray value = input(sizes[0], sizes[1], sizes[3], sizes[2]);
        return () -> List.of(Nd4j.exec(new DotProductAttention(query, key, value, null, true)));
    }

    private Supplier<List<INDArray>> crossEntropy() {
        INDArray logits = input(sizes);
        INDArray targets = own(Nd4j.createFromArray(random.ints(sizes[0], 0, sizes[1]).toArray()));
        return () -> back(Nd4j.loss.sparseSoftmaxCrossEntropy(logits, targets), () -> {
            INDArray gradient = logits.ulike();
            Nd4j.exec(DynamicCustomOp.builder("sparse_softmax_cross_entropy_loss_with_logits_grad").addInputs(targets, logits).addOutputs(gradient)
                    .build());
            return List.of(gradient.divi(sizes[0]));
        });
    }

    /** Both gradients are the sum's own: there is nothing to compute on the way back. */
    private Supplier<List<INDArray>> add() {
        INDArray x = input(sizes);
        INDArray other = input(sizes);
        return () -> back(x.add(other), List::of);
    }

    private Supplier<List<INDArray>> adamW() {
        List<INDArray> parameters = matrices();
        List<INDArray> gradients = matrices();
        List<INDArray> first = matrices();
        List<INDArray> second = matrices();
        List<INDArray> changes = matrices();
        first.forEach(moment -> moment.assign(0));
        second.forEach(moment -> moment.assign(0));
        int[] step = {0};
        return () -> {
            for (int i = 0; i < parameters.size(); i++) {
                INDArray m = first.get(i);
                INDArray v = second.get(i);
                Nd4j.exec(new AdamUpdater(gradients.get(i), v, m, changes.get(i), v, m, LEARNING_RATE, 0.9, 0.99, 1e-8, step[0]));
                parameters.get(i).muli(1 - LEARNING_RATE * WEIGHT_DECAY).subi(changes.get(i));
            }
            step[0]++;
            return List.of();
        };
    }

    /** Each time to a little less than before, so that there is something to scale. */
    private Supplier<List<INDArray>> clip() {
        List<INDArray> gradients = matrices();
        double[] allowed = {1};
        return () -> {
            allowed[0] *= 0.9999;
            double norm = Math.sqrt(gradients.stream().mapToDouble(g -> Math.pow(g.norm2Number().doubleValue(), 2)).sum());
            gradients.forEach(gradient -> gradient.muli(allowed[0] / norm));
            return List.of();
        };
    }

    /** The result, and where there is a way back its sum, which is the loss, and the gradients. */
    private List<INDArray> back(INDArray result, Supplier<List<INDArray>> gradients) {
        List<INDArray> all = new ArrayList<>(List.of(result));
        if (backward) {
            result.sumNumber();
            all.addAll(gradients.get());
        }
        return all;
    }

    private List<INDArray> matrices() {
        List<INDArray> matrices = new ArrayList<>();
        for (int i = 0; i < sizes[0]; i++) {
            matrices.add(input(sizes[1], sizes[2]));
        }
        return matrices;
    }

    private INDArray input(int... shape) {
        return own(Nd4j.rand(DataType.FLOAT, wide(shape)).muli(2).subi(1));
    }

    private INDArray ones(int... shape) {
        return own(Nd4j.ones(DataType.FLOAT, wide(shape)));
    }

    private static long[] wide(int... shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    private INDArray own(INDArray array) {
        owned.add(array);
        return array;
    }

    /** Once; the results are freed at once, as ND4J would only after garbage collection. */
    public void run() {
        compute().forEach(INDArray::close);
    }

    /** The result, then the gradients, for the caller to close. */
    List<INDArray> compute() {
        return operation.get();
    }

    /** Frees the inputs. */
    @Override
    public void close() {
        owned.forEach(INDArray::close);
    }
}
