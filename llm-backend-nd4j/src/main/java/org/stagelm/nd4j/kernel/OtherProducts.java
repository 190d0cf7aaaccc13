package org.stagelm.nd4j.kernel;

import org.stagelm.nd4j.memory.Strided;

/** Matrix products of floating types other than FLOAT32, by the definition and in double precision. */
final class OtherProducts {

    private OtherProducts() {}

    static void matmul(Strided a, Strided b, Strided to) {
        int m = to.size(-2);
        int n = to.size(-1);
        int k = a.size(-1);
        int[] sizesA = to.sizes();
        sizesA[sizesA.length - 1] = k;
        int[] sizesB = to.sizes();
        sizesB[sizesB.length - 2] = k;
        double[] left = OtherTypes.numbers(a.expand(sizesA));
        double[] right = OtherTypes.numbers(b.expand(sizesB));
        Elements target = Elements.of(to);
        for (int i = 0; i < to.elements(); i++) {
            int batch = i / (m * n);
            int row = i / n % m;
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += left[(batch * m + row) * k + j] * right[(batch * k + j) * n + i % n];
            }
            target.put(i, sum);
        }
    }
}
