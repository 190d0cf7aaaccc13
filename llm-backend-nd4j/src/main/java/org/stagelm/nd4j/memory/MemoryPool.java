package org.stagelm.nd4j.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.enums.MemoryKind;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory from ND4J's memory manager, reused: a block given back waits in a list of its size class for the next one who asks. A training step
 * asks for the same sizes as the step before, so after the first one it allocates nothing.
 *
 * <p>Sizes are rounded up to one of four classes per power of two, which wastes a fifth at most. Memory that waits beyond half of what is in use and
 * 64 MiB is freed when a new block is needed: a changing size, as of a growing text, does not pile up. Safe for all threads.
 */
public final class MemoryPool implements AutoCloseable {

    /** ByteBuffers are indexed by int. */
    private static final long LARGEST = Integer.MAX_VALUE - 64L;

    private static final int SMALLEST = 256;
    private static final long SLACK = 64L << 20;

    private final Map<Integer, Deque<Block>> waiting = new TreeMap<>();
    private long waitingBytes;
    private long usedBytes;
    private long blocksTaken;
    private boolean closed;

    /**
     * A block with one reference.
     *
     * @param bytes needed
     * @throws IllegalArgumentException where it is more than one block holds
     * @throws IllegalStateException where the pool is closed or the machine has no more memory
     */
    public synchronized Block take(long bytes) {
        if (closed) {
            throw new IllegalStateException("the engine nd4j is closed");
        }
        int size = sizeClass(bytes);
        Deque<Block> ready = waiting.computeIfAbsent(size, s -> new ArrayDeque<>());
        Block block = ready.pollLast();
        if (block == null) {
            if (waitingBytes > SLACK + usedBytes / 2) {
                freeWaiting();
            }
            block = allocate(size);
        } else {
            waitingBytes -= size;
        }
        usedBytes += size;
        block.first();
        return block;
    }

    private Block allocate(int size) {
        Pointer memory = Nd4j.getMemoryManager().allocate(size, MemoryKind.HOST, false);
        if (memory == null || memory.isNull()) {
            throw new IllegalStateException("no native memory left for " + size + " bytes, " + usedBytes
                    + " are in use: use a smaller batch or context");
        }
        blocksTaken++;
        return new Block(this, memory, size);
    }

    synchronized void giveBack(Block block) {
        usedBytes -= block.size();
        if (closed) {
            free(block);
        } else {
            waiting.get(block.size()).addLast(block);
            waitingBytes += block.size();
        }
    }

    private void freeWaiting() {
        for (Deque<Block> blocks : waiting.values()) {
            blocks.forEach(MemoryPool::free);
            blocks.clear();
        }
        waitingBytes = 0;
    }

    private static void free(Block block) {
        Nd4j.getMemoryManager().release(block.memory(), MemoryKind.HOST);
    }

    /** Bytes in blocks that somebody holds. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** Bytes taken from ND4J, held and waiting. */
    public synchronized long allBytes() {
        return usedBytes + waitingBytes;
    }

    /** Blocks taken from ND4J so far, those that were freed again included: it stands still while all that is needed is reused. */
    public synchronized long blocksTaken() {
        return blocksTaken;
    }

    /** 256 · {1, 1.25, 1.5, 1.75} · 2ⁿ. */
    private static int sizeClass(long bytes) {
        if (bytes > LARGEST) {
            throw new IllegalArgumentException("a tensor of " + bytes + " bytes is more than the 2 GiB that the engine nd4j holds in one");
        }
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long step = Long.highestOneBit(bytes - 1) / 4;
        return (int) Math.min((bytes + step - 1) / step * step, LARGEST);
    }

    /** Frees what waits; blocks still held are freed when they are released. */
    @Override
    public synchronized void close() {
        closed = true;
        freeWaiting();
    }
}
