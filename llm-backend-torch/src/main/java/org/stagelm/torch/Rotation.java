package org.stagelm.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Rotary;

/**
 * Rotary position embedding (Su et al. 2021) in few operations, since each costs one more in the backward pass.
 *
 * <p>Halves: x · [cos, cos] + roll(x, R/2) · [−sin, sin]. Interleaved: neighbours are complex numbers, turned by one multiplication with cos + i
 * sin. The tables in that form are computed once and kept with the cosine table, which all layers of a pass share.
 */
final class Rotation {

    private Rotation() {}

    /** What a cosine table's other form depends on besides the table itself. */
    private record Form(TorchValue sine, boolean interleaved) {}

    /** Rotates the first {@code rotated} of the {@code size} dimensions of each head of x [B, H, T, size]. */
    static Tensor rotate(Tensor x, long size, long rotated, Rotary rotary) {
        try (PointerScope temporaries = new PointerScope()) {
            if (rotated == size) {
                return turn(x, rotated, rotary).retainReference();
            }
            TensorVector parts = torch.split(x, new long[] {rotated, size - rotated}, -1);
            return torch.cat(new TensorVector(turn(parts.get(0), rotated, rotary), parts.get(1)), -1).retainReference();
        }
    }

    private static Tensor turn(Tensor x, long rotated, Rotary rotary) {
        Tensor tables = tables(rotary);
        if (rotary.interleaved()) {
            Tensor pairs = torch.view_as_complex(evenStrides(wide(x)).unflatten(-1, rotated / 2, 2));
            Tensor turned = torch.view_as_real(pairs.mul(tables)).flatten(-2, -1);
            return isNarrow(x) ? turned.to(x.scalar_type()) : turned;
        }
        Tensor cos = tables.select(0, 0);
        Tensor sin = tables.select(0, 1);
        return torch.addcmul(x.mul(cos), x.roll(new long[] {rotated / 2}, -1), sin);
    }

    /** Complex [(B, 1,) T, R/2], or [2, (B, 1,) T, R]: the cosines of both halves and the sines with their signs. */
    private static Tensor tables(Rotary rotary) {
        TorchValue cosine = TorchValue.of(rotary.cos());
        Form form = new Form(TorchValue.of(rotary.sin()), rotary.interleaved());
        return cosine.derived(form).orElseGet(() -> {
            boolean batched = rotary.cos().rank() == 3; // [B, T, R/2] → [B, 1, T, R/2]
            Tensor cos = batched ? cosine.tensor().unsqueeze(1) : cosine.tensor();
            Tensor sin = batched ? form.sine.tensor().unsqueeze(1) : form.sine.tensor();
            Tensor tables = rotary.interleaved() ? torch.view_as_complex(torch.stack(new TensorVector(wide(cos), wide(sin)), -1))
                    : torch.stack(new TensorVector(torch.cat(new TensorVector(cos, cos), -1), torch.cat(new TensorVector(sin.neg(), sin), -1)), 0);
            // With tables that learn, each recording needs a graph of its own.
            return tables.requires_grad() ? tables : cosine.derive(form, tables.retainReference());
        });
    }

    /** Complex numbers of two bfloat16 do not exist in libtorch. */
    private static Tensor wide(Tensor x) {
        return isNarrow(x) ? x.to(torch.ScalarType.Float) : x;
    }

    private static boolean isNarrow(Tensor x) {
        return x.element_size() < Float.BYTES;
    }

    /** A complex view needs neighbours next to each other, at even places in memory; a head cut out of a wider tensor may lie otherwise. */
    private static Tensor evenStrides(Tensor x) {
        boolean even = x.storage_offset() % 2 == 0 && x.stride(3) == 1 && x.stride(0) % 2 == 0 && x.stride(1) % 2 == 0 && x.stride(2) % 2 == 0;
        return even ? x : HostTransfer.copy(x);
    }
}
