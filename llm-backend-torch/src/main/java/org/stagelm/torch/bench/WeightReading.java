package org.stagelm.torch.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.torch.library.TorchLibrary;

/** As many floats as a model has weights, read once from memory by all threads: what a token written by the model cannot take less than. */
public final class WeightReading implements AutoCloseable {

    private final Tensor weights;

    /**
     * @param count floats
     * @param threads that read, 0: one for each available processor
     */
    public WeightReading(long count, int threads) {
        TorchLibrary.load(threads);
        weights = torch.ones(count);
    }

    /** Reads them and gives their sum: libtorch's sum keeps both its threads and the memory busy, and computes next to nothing. */
    public double once() {
        try (PointerScope temporaries = new PointerScope()) {
            return weights.sum().item_double();
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
