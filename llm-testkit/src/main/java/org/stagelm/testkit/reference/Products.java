package org.stagelm.testkit.reference;

import java.util.Arrays;
import org.stagelm.api.tensor.Shape;

/** Batched matrix products C = A B, with A [..., M, K], B [..., K, N] and broadcast leading axes, and their two gradients. */
final class Products {

    private final int[] matrixOfA;
    private final int[] matrixOfB;
    private final int m;
    private final int k;
    private final int n;

    Products(Shape a, Shape b, Shape result) {
        long[] batch = leading(result);
        matrixOfA = Indices.broadcast(leading(a), batch);
        matrixOfB = Indices.broadcast(leading(b), batch);
        m = Math.toIntExact(a.dim(-2).value());
        k = Math.toIntExact(a.dim(-1).value());
        n = Math.toIntExact(b.dim(-1).value());
    }

    double[] product(Elements a, Elements b) {
        double[] c = new double[matrixOfA.length * m * n];
        forEachProduct((ia, ib, ic) -> c[ic] += a.number(ia) * b.number(ib));
        return c;
    }

    /** dA = dC Bᵀ, summed over the products that share a matrix. */
    double[] gradientOfA(double[] gradient, Elements a, Elements b) {
        double[] da = new double[a.size()];
        forEachProduct((ia, ib, ic) -> da[ia] += gradient[ic] * b.number(ib));
        return da;
    }

    /** dB = Aᵀ dC, summed over the products that share a matrix. */
    double[] gradientOfB(double[] gradient, Elements a, Elements b) {
        double[] db = new double[b.size()];
        forEachProduct((ia, ib, ic) -> db[ib] += a.number(ia) * gradient[ic]);
        return db;
    }

    /** Where the three elements of one multiplication are. */
    private interface Multiplication {
        void at(int a, int b, int c);
    }

    private void forEachProduct(Multiplication multiplication) {
        for (int batch = 0; batch < matrixOfA.length; batch++) {
            for (int row = 0; row < m; row++) {
                for (int inner = 0; inner < k; inner++) {
                    int a = (matrixOfA[batch] * m + row) * k + inner;
                    int b = (matrixOfB[batch] * k + inner) * n;
                    int c = (batch * m + row) * n;
                    for (int column = 0; column < n; column++) {
                        multiplication.at(a, b + column, c + column);
                    }
                }
            }
        }
    }

    private static long[] leading(Shape shape) {
        return Arrays.copyOf(shape.sizes(), shape.rank() - 2);
    }
}
