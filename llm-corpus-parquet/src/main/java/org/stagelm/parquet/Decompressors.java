package org.stagelm.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages in plain Java. Nothing is packed here. */
final class Decompressors implements CompressionCodecFactory {

    private static final Map<CompressionCodecName, Unpacking> KNOWN = Map.of(
            CompressionCodecName.UNCOMPRESSED, (packed, size) -> packed,
            CompressionCodecName.SNAPPY, (packed, size) -> unpack(new SnappyDecompressor(), packed, size),
            CompressionCodecName.GZIP, Decompressors::gunzip,
            CompressionCodecName.ZSTD, (packed, size) -> unpack(new ZstdDecompressor(), packed, size),
            CompressionCodecName.LZ4_RAW, (packed, size) -> unpack(new Lz4Decompressor(), packed, size));

    /** How the bytes of a page become those they were, of which there are {@code size}. */
    @FunctionalInterface
    private interface Unpacking {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    static boolean know(CompressionCodecName codec) {
        return KNOWN.containsKey(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Pages(KNOWN.get(codec));
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet is only read here");
    }

    @Override
    public void release() {}

    private static byte[] unpack(Decompressor decompressor, byte[] packed, int size) throws IOException {
        byte[] bytes = new byte[size];
        return checked(bytes, decompressor.decompress(packed, 0, packed.length, bytes, 0, size));
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes(size);
            return checked(bytes, bytes.length == size && in.read() < 0 ? size : -1);
        }
    }

    private static byte[] checked(byte[] bytes, int filled) throws IOException {
        if (filled != bytes.length) {
            throw new IOException("a page unpacks to another size than it says");
        }
        return bytes;
    }

    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpacking.unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer bytes, int size) throws IOException {
            byte[] page = new byte[packedSize];
            packed.get(page);
            bytes.put(unpacking.unpack(page, size));
        }

        @Override
        public void release() {}
    }
}
