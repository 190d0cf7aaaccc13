package org.stagelm.tokenizers.corpus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;

class PackedFileTest {

    @TempDir
    private Path folder;

    private final byte[] text = text();

    @Test
    void unpacksZstdOfOneFrameAndOfSeveral() throws Exception {
        byte[] frame = frame(text);

        assertThat(unpacked("a.zst", frame)).isEqualTo(text);
        assertThat(unpacked("streamed.zst", streamed(text))).isEqualTo(text);
        assertThat(unpacked("no-name", frame)).isEqualTo(text);
        assertThat(unpacked("several.zst", joined(frame, streamed(text), frame))).isEqualTo(joined(text, text, text));
    }

    @Test
    void unpacksGzipOfSeveralMembers() throws Exception {
        byte[] member = gzip(text);

        assertThat(unpacked("several.gz", joined(member, member))).isEqualTo(joined(text, text));
    }

    @Test
    void zstdThatIsCutShortIsNamedWhereverTheCutIs() throws Exception {
        byte[] frame = streamed(text);
        for (int length = 4; length < frame.length; length += Math.max(1, Math.min(997, frame.length - 1 - length))) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> unpacked("cut.zst", cut)).as("%d bytes", length).isInstanceOf(UserError.class)
                    .hasMessageContaining("cut.zst is cut short").hasMessageContaining("Get the file anew.");
        }
    }

    @Test
    void zstdThatIsDamagedIsNamed() throws Exception {
        byte[] frame = streamed(text);
        frame[frame.length / 2] ^= 0x55;

        assertThatThrownBy(() -> unpacked("a.zst", frame)).isInstanceOf(UserError.class).hasMessageContaining("a.zst is cut short or damaged");
    }

    @Test
    void aNameThatPromisesWhatTheFileIsNotIsNamed() {
        assertThatThrownBy(() -> unpacked("a.zst", text)).isInstanceOf(UserError.class).hasMessageContaining("a.zst is no zstd file");
        assertThatThrownBy(() -> unpacked("a.gz", text)).isInstanceOf(UserError.class).hasMessageContaining("a.gz is no gzip file");
    }

    private byte[] unpacked(String name, byte[] packed) throws Exception {
        Path file = Files.write(folder.resolve(name), packed);
        try (InputStream in = PackedFile.open(file)) {
            return in.readAllBytes();
        }
    }

    /** Neither all the same nor beyond packing, and longer than a block of zstd (128 KB). */
    private static byte[] text() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < 400_000) {
            text.append("word").append(random.nextInt(5000)).append(' ');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(byte[] bytes) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(packed, compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length));
    }

    private static byte[] streamed(byte[] bytes) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
