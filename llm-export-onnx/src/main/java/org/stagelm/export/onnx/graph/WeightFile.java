package org.stagelm.export.onnx.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file beside the graph, in which weights lie one after the other, little-endian. */
final class WeightFile implements AutoCloseable {

    /** A page, so that a weight can be mapped into memory. */
    private static final int ALIGNMENT = 4096;

    private final FileChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    WeightFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** @return where in the file it begins */
    long append(float[] numbers) throws IOException {
        long offset = (channel.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        channel.position(offset);
        for (int from = 0; from < numbers.length; from += piece.capacity() / Float.BYTES) {
            int count = Math.min(piece.capacity() / Float.BYTES, numbers.length - from);
            piece.asFloatBuffer().put(numbers, from, count);
            piece.position(0).limit(count * Float.BYTES);
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
            piece.clear();
        }
        return offset;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
