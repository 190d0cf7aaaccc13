package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.file.AtomicFiles;

/** Writes a token shard of any size in one pass. */
public final class TokenShardWriter {

    private final FileChannel channel;
    private final int vocabulary;
    private final int width;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private final DocumentIndex index;
    private long tokens;

    private TokenShardWriter(FileChannel channel, DocumentIndex index, int vocabulary) throws IOException {
        this.channel = channel;
        this.index = index;
        this.vocabulary = vocabulary;
        this.width = ShardHeader.width(vocabulary);
        clear();
    }

    /** Gives documents to a writer. */
    @FunctionalInterface
    public interface Body {
        void write(TokenShardWriter writer) throws IOException;
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param tokenizer what makes the ids
     * @param origin what the shard is made of, in any words, asked for at the end; its hash is kept to {@linkplain TokenShard#madeOf recognise} it
     *     by
     * @throws org.stagelm.api.UserError where it cannot be written, such as on a full disk
     */
    public static void write(Path file, Tokenizer tokenizer, Supplier<String> origin, Body body) {
        AtomicFiles.write(file, temporary -> {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE); DocumentIndex index = new DocumentIndex(temporary)) {
                TokenShardWriter writer = new TokenShardWriter(channel, index, tokenizer.vocabularySize());
                body.write(writer);
                writer.finish(Digest.of(tokenizer.fingerprint()), Digest.of(origin.get()));
            } catch (ClosedByInterruptException e) {
                throw Interrupts.cancelled();
            }
        });
    }

    /** Adds the ids of one document. */
    public void document(int[] ids) throws IOException {
        index.add(tokens);
        for (int id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new IllegalArgumentException("the tokenizer gave the id " + id + ", but its vocabulary has " + vocabulary);
            }
            room(width);
            if (width == 2) {
                buffer.putShort((short) id);
            } else {
                buffer.putInt(id);
            }
        }
        tokens += ids.length;
    }

    /** Tokens written so far. */
    public long tokens() {
        return tokens;
    }

    /** Documents written so far. */
    public long documents() {
        return index.documents();
    }

    /** Forgets what was written so far. */
    void clear() throws IOException {
        channel.truncate(ShardHeader.BYTES).position(ShardHeader.BYTES);
        buffer.clear();
        crc.reset();
        index.clear();
        tokens = 0;
    }

    private void finish(byte[] tokenizer, byte[] origin) throws IOException {
        for (long at = tokens * width; at < ShardHeader.idBytes(width, tokens); at++) {
            room(1);
            buffer.put((byte) 0);
        }
        flush();
        index.copy(this::write);
        ByteBuffer header = new ShardHeader(width, vocabulary, tokens, index.documents(), crc.getValue(), tokenizer, origin).toBytes();
        for (long at = 0; header.hasRemaining();) {
            at += channel.write(header, at);
        }
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        write(buffer);
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
