package org.stagelm.torch;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Shape;

/**
 * Dropout (Srivastava et al. 2014). The numbers come from the key's counter in Java, not from libtorch's generator: so the same elements drop on
 * every engine, with any number of threads, and drawing them is quicker than libtorch's serial Mersenne twister.
 */
final class Dropping {

    private Dropping() {}

    /** Element i, row-major, becomes 0 where {@code key.uniform(i)} is less than the probability; the others are divided by 1 − probability. */
    static Tensor drop(Tensor x, DType type, Shape shape, Dropout dropout, HostTransfer transfer) {
        if (shape.elements() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("drops from 2^31 − 1 elements at most");
        }
        int size = (int) shape.elements();
        try (Tensor factors = transfer.filled(DType.FLOAT32, shape,
                to -> fill(new FloatPointer(to).capacity(size).asBuffer(), size, dropout.key(), dropout.probability()))) {
            if (type.atLeast(DType.FLOAT32) == type) {
                return x.mul(factors);
            }
            try (Tensor wide = x.mul(factors)) { // rounded factors would make all that is kept a little too large
                return wide.to(TorchTypes.scalarType(type));
            }
        }
    }

    private static void fill(FloatBuffer factors, int size, RandomKey key, double probability) {
        float kept = (float) (1 / (1 - probability));
        for (int i = 0; i < size; i++) {
            factors.put(i, key.uniform(i) < probability ? 0 : kept);
        }
    }
}
