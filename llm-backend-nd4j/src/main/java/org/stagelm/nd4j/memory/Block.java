package org.stagelm.nd4j.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory of a pool, counted by references: the last release gives it back. */
public final class Block {

    private final MemoryPool pool;
    private final Pointer memory;
    private final int size;
    private final long address;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final AtomicInteger references = new AtomicInteger();

    Block(MemoryPool pool, Pointer memory, int size) {
        this.pool = pool;
        this.memory = memory;
        this.size = size;
        this.address = memory.address();
        this.bytes = new BytePointer(memory).capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
        this.floats = bytes.asFloatBuffer();
    }

    Pointer memory() {
        return memory;
    }

    /** Size in bytes. */
    int size() {
        return size;
    }

    /** Of the first byte, for native code. */
    public long address() {
        return address;
    }

    /** All bytes in native order; use absolute positions only, since all threads share it. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The memory as floats; use absolute positions only, since all threads share it. */
    public FloatBuffer floats() {
        return floats;
    }

    /** True where only one reference is left, so that its holder may overwrite the elements. */
    public boolean isExclusive() {
        return references.get() == 1;
    }

    void first() {
        references.set(1);
    }

    public void retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("a block was used after its last reference was released");
        }
    }

    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            pool.giveBack(this);
        } else if (left < 0) {
            throw new IllegalStateException("a block was released more often than retained");
        }
    }
}
