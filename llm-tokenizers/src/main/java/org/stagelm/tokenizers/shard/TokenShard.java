package org.stagelm.tokenizers.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.stagelm.api.UserError;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.data.Tokenizer;

/** Token ids of a file, read through memory mapping: any size, and none of it on the heap. Safe for several threads. */
public final class TokenShard implements TokenSequence {

    private static final int SEGMENT_BITS = 30;

    /** Ids that are widened at a time. */
    private static final int CHUNK = 1 << 12;

    private final Path file;
    private final ShardHeader header;
    private final MappedFile mapped;

    private TokenShard(Path file, ShardHeader header, MappedFile mapped) {
        this.file = file;
        this.header = header;
        this.mapped = mapped;
    }

    /** @throws UserError where the file is missing, no token shard, or cut off, saying which */
    public static TokenShard open(Path file) {
        return open(file, SEGMENT_BITS);
    }

    static TokenShard open(Path file, int segmentBits) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer beginning = ByteBuffer.allocate(ShardHeader.BYTES);
            while (beginning.hasRemaining() && channel.read(beginning, beginning.position()) >= 0) {
                // a read may give less than it could
            }
            ShardHeader header = ShardHeader.of(beginning.flip(), channel.size(), file.toString());
            return new TokenShard(file, header, new MappedFile(channel, segmentBits));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.", e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long length() {
        return header.tokens();
    }

    @Override
    public void copy(long from, int[] to, int offset, int count) {
        Objects.checkFromIndexSize(from, count, header.tokens());
        Objects.checkFromIndexSize(offset, count, to.length);
        int width = header.width();
        for (int done = 0; done < count;) {
            ByteBuffer bytes = mapped.at(ShardHeader.BYTES + (from + done) * width);
            int here = Math.min(count - done, bytes.remaining() / width);
            if (width == Short.BYTES) {
                widen(bytes.asShortBuffer(), to, offset + done, here);
            } else {
                bytes.asIntBuffer().get(to, offset + done, here);
            }
            done += here;
        }
    }

    /** By way of an array: a bulk copy and a loop that becomes vector instructions, where single reads of the mapping are a call each. */
    private static void widen(ShortBuffer from, int[] to, int offset, int count) {
        short[] chunk = new short[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
            int here = Math.min(chunk.length, count - done);
            from.get(chunk, 0, here);
            for (int i = 0; i < here; i++) {
                to[offset + done + i] = chunk[i] & 0xFFFF;
            }
        }
    }

    @Override
    public String source() {
        return file.toString();
    }

    /** All ids are below it. */
    public int vocabularySize() {
        return header.vocabulary();
    }

    @Override
    public long documents() {
        return header.documents();
    }

    /** @throws UserError where the file lies about it */
    @Override
    public long documentStart(long document) {
        Objects.checkIndex(document, header.documents());
        long start = mapped.getLong(header.documentsOffset() + document * Long.BYTES);
        if (start < 0 || start > length()) {
            throw ShardHeader.fault(source(), "document " + document + " begins at " + start + ", but it has " + length() + " tokens");
        }
        return start;
    }

    /** Bytes of an id in the file: 2 or 4. */
    public int idBytes() {
        return header.width();
    }

    /** Whether its ids are this tokenizer's. */
    public boolean madeBy(Tokenizer tokenizer) {
        return header.vocabulary() == tokenizer.vocabularySize() && Arrays.equals(header.tokenizer(), Digest.of(tokenizer.fingerprint()));
    }

    /** Whether it was {@linkplain TokenShardWriter#write written} with this origin. */
    public boolean madeOf(String origin) {
        return Arrays.equals(header.origin(), Digest.of(origin));
    }

    /**
     * Reads all of it and compares checksums; also that every id is in the vocabulary, and the documents are in order.
     *
     * @throws UserError where it is damaged
     */
    public void verify() {
        CRC32C crc = new CRC32C();
        for (long offset = ShardHeader.BYTES; offset < mapped.size();) {
            ByteBuffer bytes = mapped.at(offset);
            offset += bytes.remaining();
            crc.update(bytes);
        }
        if (crc.getValue() != header.checksum()) {
            throw ShardHeader.fault(source(), "it is damaged (checksum)");
        }
        int[] ids = new int[1 << 14];
        for (long from = 0; from < length(); from += ids.length) {
            int count = (int) Math.min(ids.length, length() - from);
            copy(from, ids, 0, count);
            for (int i = 0; i < count; i++) {
                if (ids[i] < 0 || ids[i] >= header.vocabulary()) {
                    throw ShardHeader.fault(source(), "it has the id " + ids[i] + ", but its vocabulary has " + header.vocabulary());
                }
            }
        }
        long last = 0;
        for (long document = 0; document < documents(); document++) {
            long start = documentStart(document);
            if (start < last) {
                throw ShardHeader.fault(source(), "document " + document + " begins at " + start);
            }
            last = start;
        }
    }
}
