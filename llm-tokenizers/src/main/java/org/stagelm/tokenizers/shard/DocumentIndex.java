package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where documents begin, in a temporary file beside the shard that is being written: any number of documents, one buffer of memory. */
final class DocumentIndex implements AutoCloseable {

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long documents;

    /** @param shard the file being written; the index is gone when it is closed */
    DocumentIndex(Path shard) throws IOException {
        channel = FileChannel.open(shard.resolveSibling(shard.getFileName() + "-documents"), StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    long documents() {
        return documents;
    }

    void add(long start) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putLong(start);
        documents++;
    }

    void clear() throws IOException {
        buffer.clear();
        channel.truncate(0);
        documents = 0;
    }

    /** Takes part of the index, as little-endian longs. */
    @FunctionalInterface
    interface Sink {
        void put(ByteBuffer longs) throws IOException;
    }

    /** Gives all of it, part by part. */
    void copy(Sink to) throws IOException {
        flush();
        channel.position(0);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            to.put(buffer);
            buffer.clear();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
