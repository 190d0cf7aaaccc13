package org.stagelm.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.function.LongUnaryOperator;

/** Direct memory for a row of numbers that grows as it is asked for, whatever a file claims the row's length to be. */
final class Longs {

    private final LongUnaryOperator first;
    private LongBuffer numbers = allocate(64);
    private int filled;

    /** @param first what stands at an index before something else is put there */
    Longs(LongUnaryOperator first) {
        this.first = first;
    }

    private static LongBuffer allocate(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES)).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    /** A view of {@code count} numbers. */
    LongBuffer slice(int from, int count) {
        int to = Math.addExact(from, count);
        if (to > numbers.capacity()) {
            LongBuffer larger = allocate((int) Math.min(Integer.MAX_VALUE / Long.BYTES, Math.max(2L * numbers.capacity(), to)));
            larger.put(0, numbers, 0, filled);
            numbers = larger;
        }
        for (; filled < to; filled++) {
            numbers.put(filled, first.applyAsLong(filled));
        }
        return numbers.slice(from, count);
    }
}
