package org.stagelm.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.DType;
import org.stagelm.core.safetensors.SafetensorsWriter.Entry;
import org.stagelm.testkit.SharedData;

class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        float[] matrix = {1, -2, Float.MIN_VALUE, 4, 5.5f, 1e30f};
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, Map.of("format", "pt"), List.of(
                new Entry("z.weight", new long[] {2, 3}, () -> matrix),
                new Entry("a.scalar", new long[0], () -> new float[] {7}),
                new Entry("empty \"ü\"", new long[] {0, 4}, () -> new float[0])));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.names()).containsExactly("z.weight", "a.scalar", "empty \"ü\"");
            assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(read.shape("z.weight")).containsExactly(2, 3);
            assertThat(read.type("z.weight")).isEqualTo(DType.FLOAT32);
            assertThat(read.floats("z.weight")).containsExactly(matrix);
            assertThat(read.floats("a.scalar")).containsExactly(7);
            assertThat(read.floats("empty \"ü\"")).isEmpty();
        }
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("spelled-out.safetensors");
        SafetensorsWriter.write(file, Map.of("format", "pt"), List.of(new Entry("w", new long[] {1, 2}, () -> new float[] {1, -2})));
        String header = "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        assertThat(header.length() % 8).isEqualTo(7); // so one space follows
        assertThat(Files.readAllBytes(file)).isEqualTo(ByteBuffer.allocate(8 + header.length() + 1 + 8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length() + 1).put((header + " ").getBytes(StandardCharsets.UTF_8)).putInt(0x3F800000).putInt(0xC0000000).array());
    }

    @Test
    void filesOfOtherWritersAreRead() {
        try (SafetensorsFile weights = SafetensorsFile.open(SharedData.file("weights/stories260K/hf/model.safetensors"));
                SafetensorsFile reference = SafetensorsFile.open(SharedData.file("parity/stories260K/reference_logits.safetensors"))) {
            assertThat(weights.shape("model.layers.4.mlp.up_proj.weight")).containsExactly(172, 64);
            assertThat(weights.floats("model.norm.weight")).hasSize(64);
            assertThat(weights.metadata()).containsEntry("format", "pt");
            assertThat(reference.type("token_ids")).isEqualTo(DType.INT32);
            assertThat(reference.integers("token_ids")).hasSize(257).startsWith(1);
        }
    }

    @Test
    void theDataBeginAtAMultipleOfEightBytes() throws IOException {
        for (int length = 1; length <= 9; length++) {
            Path file = folder.resolve(length + ".safetensors");
            SafetensorsWriter.write(file, Map.of(), List.of(new Entry("x".repeat(length), new long[] {1}, () -> new float[] {1})));
            assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
        }
    }

    @Test
    void aTensorLargerThanOneChunkIsReadWholeAndInPieces() {
        float[] values = new float[300_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("large.safetensors");
        SafetensorsWriter.write(file, Map.of(), List.of(new Entry("x", new long[] {values.length}, () -> values)));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.floats("x")).isEqualTo(values);
            float[] piece = new float[100_002];
            read.floats("x", 200_000, piece, 1, 100_001);
            assertThat(piece[0]).isZero();
            assertThat(piece[1]).isEqualTo(200_000);
            assertThat(piece[100_001]).isEqualTo(300_000);
            assertThatThrownBy(() -> read.floats("x", 300_000, piece, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aFileLargerThanTwoGigabytesIsRead() throws IOException {
        long elements = 600_000_000L;
        Path path = write("{\"hole\":{\"dtype\":\"F32\",\"shape\":[600000000],\"data_offsets\":[0,2400000000]},"
                + "\"last\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2400000000,2400000004]}}", new byte[0]);
        long dataBegin = Files.size(path);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) { // takes no room on disk
            sparse.setLength(dataBegin + 4 * elements + 4);
            sparse.seek(dataBegin + 4 * elements);
            sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(42)));
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("last")).containsExactly(42);
            float[] piece = new float[1];
            file.floats("hole", elements - 1, piece, 0, 1);
            assertThat(piece).containsExactly(0);
        }
    }

    @Test
    void halfPrecisionIsConvertedExactly() throws IOException {
        // 1, −2, the largest half, the smallest subnormal, the largest subnormal, ∞, −0
        short[] half = {0x3C00, (short) 0xC000, 0x7BFF, 0x0001, 0x03FF, 0x7C00, (short) 0x8000};
        short[] brain = {0x3F80, (short) 0xC000, 0x7F7F, 0x0001, 0x4049, 0x7F80, (short) 0x8000};
        ByteBuffer data = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        for (short h : half) {
            data.putShort(h);
        }
        for (short b : brain) {
            data.putShort(b);
        }
        data.putDouble(Math.PI).putDouble(1e300);
        Path path = write("{\"h\":{\"dtype\":\"F16\",\"shape\":[7],\"data_offsets\":[0,14]},\"b\":{\"dtype\":\"BF16\",\"shape\":[7],"
                + "\"data_offsets\":[14,28]},\"d\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[28,44]}}", data.array());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("h")).containsExactly(1, -2, 65504, 0x1p-24f, 1023 * 0x1p-24f, Float.POSITIVE_INFINITY, -0f);
            assertThat(file.floats("b")).containsExactly(1, -2, Float.intBitsToFloat(0x7F7F0000), Float.intBitsToFloat(0x10000), 3.140625f,
                    Float.POSITIVE_INFINITY, -0f);
            assertThat(file.floats("d")).containsExactly((float) Math.PI, Float.POSITIVE_INFINITY);
            assertThat(file.type("b")).isEqualTo(DType.BFLOAT16);
        }
    }

    @Test
    void integersAreReadAsIntegersOnly() throws IOException {
        byte[] data = {1, 0, (byte) 0xFE, (byte) 0xFF, (byte) 200};
        Path path = write("{\"i\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[0,4]},\"u\":{\"dtype\":\"U8\",\"shape\":[1],"
                + "\"data_offsets\":[4,5]}}", data);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.integers("i")).containsExactly(1, -2);
            assertThat(file.integers("u")).containsExactly(200);
            assertThatThrownBy(() -> file.floats("u")).isInstanceOf(UserError.class).hasMessageContaining("\"u\"").hasMessageContaining("U8");
            assertThatThrownBy(() -> file.type("i")).isInstanceOf(UserError.class).hasMessageContaining("I16");
            assertThatThrownBy(() -> file.floats("w")).isInstanceOf(UserError.class).hasMessageContaining("no tensor \"w\"");
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,12]},'y':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | takes 8 bytes",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'y':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | they overlap",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'y':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | there is a hole",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | the tensors end at byte 8",
        "{'x':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | ends at byte 16",
        "{'x':{'dtype':'F32','shape':[-3],'data_offsets':[0,12]}} | negative number -3",
        "{'x':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,12]}} | overflows",
        "{'x':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,12]}} | not valid JSON",
        "{'x':{'dtype':'F32','shape':[3.0],'data_offsets':[0,12]}} | array of integers",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[12,0]}} | must be [begin, end]",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12,12]}} | must be [begin, end]",
        "{'x':{'dtype':'Q4','shape':[3],'data_offsets':[0,12]}} | has the dtype \"Q4\"",
        "{'x':{'dtype':'F32','shape':[3]}} | needs dtype, shape and data_offsets",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12],'code':'x'}} | unknown key \"code\"",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]},'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | Duplicate",
        "{'x':{'dtype':'F32','shape':[[3]],'data_offsets':[0,12]}} | not valid JSON",
        "{'__metadata__':{'a':1},'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | must be a string",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} {} | behind the header",
        "{'x':3} | must be a JSON object",
        "[] | must begin with {",
        "{'x' | not valid JSON"
    })
    void anUnsoundHeaderIsRefusedWithItsReason(String header, String reason) throws IOException {
        Path path = write(header.replace('\'', '"'), new byte[12]);
        assertThatThrownBy(() -> SafetensorsFile.open(path)).isInstanceOf(UserError.class).hasMessageContaining(path.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void aHeaderLengthThatLiesAllocatesNothing() throws IOException {
        for (long length : new long[] {-1, 0, 1, 100, 99_999_999, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
            Path path = folder.resolve("lies.safetensors");
            Files.write(path, ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            assertThatThrownBy(() -> SafetensorsFile.open(path)).isInstanceOf(UserError.class).hasMessageContaining(Long.toUnsignedString(length));
        }
    }

    @Test
    void aMissingAnEmptyAndATextFileAreUserErrors() throws IOException {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none"))).isInstanceOf(UserError.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SafetensorsFile.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("is a folder");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> SafetensorsFile.open(empty)).isInstanceOf(UserError.class).hasMessageContaining("has 0 bytes");
        Path pointer = Files.writeString(folder.resolve("lfs"), "version https://git-lfs.github.com/spec/v1");
        assertThatThrownBy(() -> SafetensorsFile.open(pointer)).isInstanceOf(UserError.class);
    }

    @Test
    void namesOfAHostileFileCannotDriveATerminal() throws IOException {
        Path path = write("{\"\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(path)).isInstanceOf(UserError.class).hasMessageContaining("control characters")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void aTensorThatGivesTheWrongNumberOfValuesLeavesNoFile() {
        Path file = folder.resolve("wrong.safetensors");
        List<Entry> wrong = List.of(new Entry("x", new long[] {2}, () -> new float[3]));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), wrong)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x [2]");
        assertThat(folder).isEmptyDirectory();
        List<Entry> twice = List.of(new Entry("x", new long[] {1}, () -> new float[1]), new Entry("x", new long[] {1}, () -> new float[1]));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), twice)).isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("test.safetensors");
        Files.write(path, ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(data).array());
        return path;
    }
}
