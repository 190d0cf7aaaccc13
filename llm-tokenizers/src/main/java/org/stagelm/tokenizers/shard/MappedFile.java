package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A file of any size, memory-mapped in segments, as one mapping holds 2 GB at most. Reads by several threads do not disturb each other. */
final class MappedFile {

    private final ByteBuffer[] segments;
    private final int segmentBits;
    private final long size;

    /** @param segmentBits a segment has 2^segmentBits bytes; at least 3, so that no number crosses a border */
    MappedFile(FileChannel channel, int segmentBits) throws IOException {
        this.segmentBits = segmentBits;
        this.size = channel.size();
        long segment = 1L << segmentBits;
        this.segments = new ByteBuffer[Math.toIntExact((size + segment - 1) >>> segmentBits)];
        for (int i = 0; i < segments.length; i++) {
            long from = i * segment;
            segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(segment, size - from)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    long size() {
        return size;
    }

    /** The bytes from {@code offset} up to the end of its segment; a view of its own. */
    ByteBuffer at(long offset) {
        ByteBuffer segment = segments[(int) (offset >>> segmentBits)];
        int from = (int) (offset & (1L << segmentBits) - 1);
        return segment.slice(from, segment.limit() - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The long at {@code offset}, a multiple of 8. */
    long getLong(long offset) {
        return segments[(int) (offset >>> segmentBits)].getLong((int) (offset & (1L << segmentBits) - 1));
    }
}
