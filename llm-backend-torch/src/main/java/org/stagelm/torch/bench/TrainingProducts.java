package org.stagelm.torch.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.torch.library.TorchLibrary;

/**
 * The matrix products of {@link BareGpt}'s training step and nothing else, each into memory allocated before: what no engine on this BLAS can beat. Of
 * attention the products over all pairs of positions count, also those that causality hides.
 */
public final class TrainingProducts implements AutoCloseable {

    private final PointerScope memory = new PointerScope();
    private final List<Product> products = new ArrayList<>();

    /** to = a · b, of one matrix or of many of the same sizes. */
    private record Product(Tensor to, Tensor a, Tensor b) {

        void run() {
            if (a.dim() == 2) {
                torch.mm_out(to, a, b).close();
            } else {
                torch.bmm_out(to, a, b).close();
            }
        }
    }

    /** @param threads of one product, 0: one for each available processor */
    public TrainingProducts(int layers, int heads, int width, int hidden, int context, int vocabulary, int batch, int threads) {
        TorchLibrary.load(threads);
        long rows = (long) batch * context;
        for (int layer = 0; layer < layers; layer++) {
            for (int projection = 0; projection < 4; projection++) { // query, key, value, output
                linear(rows, width, width);
            }
            attention((long) batch * heads, context, width / heads);
            linear(rows, width, hidden);
            linear(rows, hidden, width);
        }
        linear(rows, width, vocabulary);
        memory.extend().close(); // off this thread's stack of scopes, its memory kept
    }

    /** x Wᵀ and its gradients: g W of x, gᵀ x of W. */
    private void linear(long rows, long in, long out) {
        Tensor x = torch.randn(rows, in);
        Tensor w = torch.randn(out, in);
        Tensor g = torch.randn(rows, out);
        products.add(new Product(torch.empty(rows, out), x, w.t()));
        products.add(new Product(torch.empty(rows, in), g, w));
        products.add(new Product(torch.empty(out, in), g.t(), x));
    }

    /** Q Kᵀ and P V, and the gradients of all four. */
    private void attention(long matrices, long length, long size) {
        Tensor x = torch.randn(matrices, length, size); // stands for Q, K, V and their gradients
        Tensor p = torch.randn(matrices, length, length);
        for (int product = 0; product < 2; product++) {
            products.add(new Product(torch.empty(matrices, length, length), x, x.transpose(1, 2)));
        }
        for (Tensor left : new Tensor[] {p, p, p.transpose(1, 2), p.transpose(1, 2)}) {
            products.add(new Product(torch.empty(matrices, length, size), left, x));
        }
    }

    /** All products once. */
    public void step() {
        products.forEach(Product::run);
    }

    @Override
    public void close() {
        memory.close();
    }
}
