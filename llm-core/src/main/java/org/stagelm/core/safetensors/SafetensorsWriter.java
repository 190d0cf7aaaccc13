package org.stagelm.core.safetensors;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;

/** Writes safetensors files of 32-bit floats, whole or not at all. One tensor at a time is in memory. */
public final class SafetensorsWriter {

    /** The data begin at a multiple of this, so that a mapped file can be used in place. */
    private static final int ALIGNMENT = 8;

    private static final int CHUNK_FLOATS = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * One tensor to write.
     *
     * @param values row-major, as many as the shape says; asked for once, when its turn comes
     */
    public record Entry(String name, long[] shape, Supplier<float[]> values) {

        long elements() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    /**
     * Writes the tensors in the given order.
     *
     * @throws org.stagelm.api.UserError where the file cannot be written
     * @throws IllegalArgumentException for names given twice or reserved
     * @throws IllegalStateException where a tensor gives another number of values than its shape says
     */
    public static void write(Path file, Map<String, String> metadata, List<Entry> tensors) {
        checkNames(tensors);
        AtomicFiles.write(file, temporary -> {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, header(metadata, tensors));
                ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                for (Entry tensor : tensors) {
                    writeValues(channel, chunk, tensor);
                }
            }
        });
    }

    private static void checkNames(List<Entry> tensors) {
        Set<String> names = new HashSet<>();
        for (Entry tensor : tensors) {
            if (tensor.name().equals(HeaderReader.METADATA) || !names.add(tensor.name())) {
                throw new IllegalArgumentException("tensor name " + tensor.name() + " is given twice or reserved");
            }
        }
    }

    private static ByteBuffer header(Map<String, String> metadata, List<Entry> tensors) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator to = Json.mapper().createGenerator(json)) {
            to.writeStartObject();
            if (!metadata.isEmpty()) {
                to.writeObjectFieldStart(HeaderReader.METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    to.writeStringField(entry.getKey(), entry.getValue());
                }
                to.writeEndObject();
            }
            long begin = 0;
            for (Entry tensor : tensors) {
                long end = Math.addExact(begin, Math.multiplyExact(tensor.elements(), (long) Float.BYTES));
                to.writeObjectFieldStart(tensor.name());
                to.writeStringField("dtype", ElementType.F32.name());
                to.writeFieldName("shape");
                to.writeArray(tensor.shape(), 0, tensor.shape().length);
                to.writeFieldName("data_offsets");
                to.writeArray(new long[] {begin, end}, 0, 2);
                to.writeEndObject();
                begin = end;
            }
            to.writeEndObject();
        }
        while (json.size() % ALIGNMENT != 0) {
            json.write(' ');
        }
        if (json.size() > SafetensorsFile.LONGEST_HEADER) {
            throw new IllegalArgumentException("the header has " + json.size() + " bytes, more than a reader accepts: "
                    + SafetensorsFile.LONGEST_HEADER);
        }
        return ByteBuffer.allocate(Long.BYTES + json.size()).order(ByteOrder.LITTLE_ENDIAN).putLong(json.size()).put(json.toByteArray()).flip();
    }

    private static void writeValues(FileChannel channel, ByteBuffer chunk, Entry tensor) throws IOException {
        float[] values = tensor.values().get();
        if (values.length != tensor.elements()) {
            throw new IllegalStateException("tensor " + tensor.name() + " " + Arrays.toString(tensor.shape()) + " gave " + values.length + " values");
        }
        for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - from);
            chunk.clear();
            chunk.asFloatBuffer().put(values, from, count);
            writeFully(channel, chunk.limit(count * Float.BYTES));
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
