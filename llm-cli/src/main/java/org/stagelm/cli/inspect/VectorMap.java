package org.stagelm.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Vectors laid out in the plane by their two principal components (Pearson 1901).
 *
 * @param points x and y of each word, in their order
 * @param explained share of the variance that x and y each show
 */
record VectorMap(List<String> words, double[][] points, double[] explained) {

    /** Beyond it the decomposition, of words × words, takes minutes. */
    static final int MOST_WORDS = 1000;

    /** The components come from the products of the centred vectors with each other, which are fewer than their numbers. */
    static VectorMap of(WordVectors words) {
        List<double[]> centred = centred(new ArrayList<>(words.vectors().values()));
        int count = centred.size();
        double[][] products = new double[count][count];
        double variance = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < centred.get(i).length; k++) {
                    sum += centred.get(i)[k] * centred.get(j)[k];
                }
                products[i][j] = sum;
                products[j][i] = sum;
            }
            variance += products[i][i];
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(products, false));
        double[][] points = new double[count][2];
        double[] explained = new double[2];
        for (int axis = 0; axis < Math.min(2, count); axis++) {
            double value = Math.max(0, eigen.getRealEigenvalue(axis));
            explained[axis] = variance == 0 ? 0 : value / variance;
            for (int i = 0; i < count; i++) {
                points[i][axis] = Math.sqrt(value) * eigen.getEigenvector(axis).getEntry(i);
            }
        }
        return new VectorMap(List.copyOf(words.vectors().keySet()), points, explained);
    }

    private static List<double[]> centred(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        vectors.forEach(vector -> {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k] / vectors.size();
            }
        });
        return vectors.stream().map(vector -> {
            double[] moved = vector.clone();
            for (int k = 0; k < moved.length; k++) {
                moved[k] -= mean[k];
            }
            return moved;
        }).toList();
    }
}
