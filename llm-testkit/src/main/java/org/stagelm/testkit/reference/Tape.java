package org.stagelm.testkit.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The operations of one recording in their order, for reverse-mode differentiation. */
final class Tape {

    /**
     * How an operation passes a gradient back to one of its inputs.
     *
     * @param gradient from d loss / d result to d loss / d input
     */
    record Source(Value input, UnaryOperator<double[]> gradient) {}

    /**
     * @param again gives the result once more and leaves the steps that lead to it
     */
    private record Step(Value result, List<Source> sources, Optional<Supplier<Value>> again) {}

    private final List<Step> steps = new ArrayList<>();
    private final Set<Value> depending = new HashSet<>();

    /** Notes an operation, if any of its inputs depends on a variable. */
    void note(Value result, List<Source> sources) {
        List<Source> differentiated = sources.stream().filter(s -> depends(s.input())).toList();
        if (!differentiated.isEmpty()) {
            steps.add(new Step(result, differentiated, Optional.empty()));
            depending.add(result);
        }
    }

    /** Notes a result that {@code again}, on the way back, computes once more on this tape. */
    void noteRecomputed(Value result, Supplier<Value> again) {
        steps.add(new Step(result, List.of(), Optional.of(again)));
        depending.add(result);
    }

    boolean depends(Value value) {
        return value.isVariable() || depending.contains(value);
    }

    /** d loss / d v, times {@code scale}, for each variable v that took part; once. */
    Map<Value, double[]> gradients(Value loss, double scale) {
        Map<Value, double[]> gradients = new IdentityHashMap<>();
        gradients.put(loss, new double[] {scale});
        while (!steps.isEmpty()) {
            Step step = steps.remove(steps.size() - 1);
            double[] gradient = gradients.remove(step.result());
            if (gradient != null) {
                for (Source source : step.sources()) {
                    gradients.merge(source.input(), source.gradient().apply(gradient), Tape::sum);
                }
                step.again().map(Supplier::get).filter(this::depends).ifPresent(again -> gradients.merge(again, gradient, Tape::sum));
            }
        }
        return gradients;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }
}
