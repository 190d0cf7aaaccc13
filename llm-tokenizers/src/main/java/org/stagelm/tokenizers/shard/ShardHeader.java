package org.stagelm.tokenizers.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.stagelm.api.UserError;

/**
 * The first {@value #BYTES} bytes of a token shard, little-endian:
 *
 * <pre>
 *   0  magic "SLMTOKEN"
 *   8  int   version, 1
 *  12  int   bytes of an id, 2 or 4
 *  16  int   size of the vocabulary
 *  20  int   0
 *  24  long  tokens
 *  32  long  documents
 *  40  long  CRC-32C of all behind the header
 *  48  32 bytes: SHA-256 of the tokenizer's fingerprint
 *  80  32 bytes: SHA-256 of what the shard was made of
 * 112  long  0
 * 120  long  CRC-32C of the 120 bytes before
 * </pre>
 *
 * <p>The ids follow, filled up with zeros to a multiple of 8 bytes, and then for each document a long, the index of its first token.
 *
 * @param width bytes of an id
 */
record ShardHeader(int width, int vocabulary, long tokens, long documents, long checksum, byte[] tokenizer, byte[] origin) {

    static final int BYTES = 128;
    static final int VERSION = 1;

    private static final byte[] MAGIC = "SLMTOKEN".getBytes(StandardCharsets.US_ASCII);

    /** Above any file there can be, and low enough that sizes made of it do not overflow. */
    private static final long MOST = 1L << 56;

    static int width(int vocabulary) {
        return vocabulary <= 1 << 16 ? 2 : 4;
    }

    static long idBytes(int width, long tokens) {
        return (tokens * width + 7) / 8 * 8;
    }

    long documentsOffset() {
        return BYTES + idBytes(width, tokens);
    }

    long fileSize() {
        return documentsOffset() + documents * Long.BYTES;
    }

    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(VERSION).putInt(width).putInt(vocabulary).putInt(0).putLong(tokens).putLong(documents).putLong(checksum);
        bytes.put(tokenizer).put(origin).putLong(0).putLong(crc(bytes));
        return bytes.flip();
    }

    /**
     * @param bytes the beginning of the file, at most {@link #BYTES} of it
     * @throws UserError where it is no header, or claims another size than the file has
     */
    static ShardHeader of(ByteBuffer bytes, long fileSize, String file) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        if (bytes.remaining() >= magic.length) {
            bytes.get(magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new UserError(file + " is not a token shard: it does not begin with SLMTOKEN. Prepare the data again.");
        }
        if (bytes.limit() < BYTES) {
            throw fault(file, "it ends within its header");
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw fault(file, "its version is " + version + ", and this program reads version " + VERSION);
        }
        int width = bytes.getInt();
        int vocabulary = bytes.getInt();
        bytes.getInt();
        long tokens = bytes.getLong();
        long documents = bytes.getLong();
        long checksum = bytes.getLong();
        byte[] tokenizer = new byte[Digest.BYTES];
        bytes.get(tokenizer);
        byte[] origin = new byte[Digest.BYTES];
        bytes.get(origin);
        bytes.getLong();
        long crc = crc(bytes);
        if (bytes.getLong() != crc) {
            throw fault(file, "its header is damaged (checksum)");
        }
        if (vocabulary < 1 || width != width(vocabulary)) {
            throw fault(file, "it claims ids of " + width + " bytes for a vocabulary of " + vocabulary);
        }
        if (tokens < 0 || tokens > MOST || documents < 0 || documents > MOST) {
            throw fault(file, "it claims " + tokens + " tokens and " + documents + " documents");
        }
        ShardHeader header = new ShardHeader(width, vocabulary, tokens, documents, checksum, tokenizer, origin);
        if (header.fileSize() != fileSize) {
            throw fault(file, "it claims " + tokens + " tokens and " + documents + " documents, which makes " + header.fileSize() + " bytes, but has "
                    + fileSize);
        }
        return header;
    }

    private static long crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(BYTES - Long.BYTES));
        return crc.getValue();
    }

    static UserError fault(String file, String what) {
        return new UserError(file + " cannot be read as a token shard: " + what + ". Delete it and prepare the data again.");
    }
}
