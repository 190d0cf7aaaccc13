package org.stagelm.tokenizers.bytebpe;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The encoders that no thread works with just now, as many as there are processors; a thread that finds none makes its own. So memory is bounded,
 * whatever threads come and go.
 */
final class PieceEncoders {

    private final AtomicReferenceArray<PieceEncoder> idle = new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());
    private final Supplier<PieceEncoder> maker;

    PieceEncoders(Supplier<PieceEncoder> maker) {
        this.maker = maker;
    }

    PieceEncoder borrow() {
        for (int i = 0; i < idle.length(); i++) {
            PieceEncoder encoder = idle.getAndSet(i, null);
            if (encoder != null) {
                return encoder;
            }
        }
        return maker.get();
    }

    /** Takes an encoder back that works; one that failed is left to the garbage collector. */
    void giveBack(PieceEncoder encoder) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.compareAndSet(i, null, encoder)) {
                return;
            }
        }
    }
}
