package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.VoidTensorHook;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** How many threads BLAS has on the way through an attention and back. */
class SideBySideHeadsTest {

    private static final int THREADS = 2;

    private final List<Integer> seen = new ArrayList<>();
    private final VoidTensorHook look = new VoidTensorHook() {
        @Override
        public void call(TensorBase gradient) {
            look();
        }
    };

    private void look() {
        seen.add(openblas_nolapack.blas_get_num_threads());
    }

    private List<Integer> threads(long length) {
        seen.clear();
        try (TorchEngine engine = TorchEngine.open(THREADS); SideBySideHeads heads = new SideBySideHeads(new Crew(THREADS));
                PointerScope temporaries = new PointerScope()) {
            TorchThread.current().withGrad(true, () -> {
                Tensor leaf = torch.ones(1, 1, length, 16);
                leaf.set_requires_grad(true);
                Tensor q = leaf.mul(new Scalar(2.0));
                Tensor result = heads.compute(() -> {
                    look();
                    return q.matmul(q.transpose(2, 3)).matmul(q);
                }, q, q, q);
                result.register_hook(look);
                q.register_hook(look);
                result.sum().backward();
            });
        }
        look.deallocate();
        return seen;
    }

    @Test
    void aLongTextsProductsStayOnTheirThreads() {
        assertThat(threads(256)).as("within, on the way back into it, and after that").containsExactly(1, 1, THREADS);
    }

    @Test
    void aShortTextIsNotWorthTheChange() {
        assertThat(threads(8)).containsExactly(THREADS, THREADS, THREADS);
    }
}
