package org.stagelm.core.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.DType;

/**
 * A safetensors file open for reading; it may be larger than 2 GB. Opening checks the whole header, so that a damaged or hostile file is refused
 * before any weight is read. Every fault is a {@link UserError} that names the file, the tensor and what disagrees.
 *
 * <p>Values are read by positional reads through one small buffer, not by mapping the file: a file that shrinks while it is read is then an error and
 * not a crash of the process, and {@link #close} frees everything at once, so that the file can be replaced on Windows too. Not safe for several
 * threads.
 */
public final class SafetensorsFile implements AutoCloseable {

    /** The bound of the format's reference implementation. */
    static final int LONGEST_HEADER = 100_000_000;

    private static final int CHUNK_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final long dataBegin;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private SafetensorsFile(Path file, FileChannel channel, long dataBegin, HeaderReader header) {
        this.file = file;
        this.channel = channel;
        this.dataBegin = dataBegin;
        this.tensors = Collections.unmodifiableMap(header.tensors());
        this.metadata = Collections.unmodifiableMap(header.metadata());
    }

    /** @throws UserError where the file is missing, cut off or not sound */
    public static SafetensorsFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a folder; a safetensors file is needed");
        }
        FileChannel channel = null;
        SafetensorsFile opened = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            opened = open(file, channel);
            return opened;
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist", e);
        } catch (IOException e) {
            throw cannotRead(file, e);
        } finally {
            if (opened == null && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    private static SafetensorsFile open(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new UserError(file + " is not a safetensors file: it has " + size + " bytes");
        }
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, start, 0);
        long headerLength = start.getLong(0);
        if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, size - Long.BYTES)) {
            throw new UserError(file + " is not a sound safetensors file: its header is said to have " + Long.toUnsignedString(headerLength)
                    + " bytes; the file has " + size + ", a header at most " + LONGEST_HEADER);
        }
        ByteBuffer header = ByteBuffer.allocate((int) headerLength);
        readFully(file, channel, header, Long.BYTES);
        long dataBegin = Long.BYTES + headerLength;
        HeaderReader reader = new HeaderReader(file, size - dataBegin);
        reader.read(header.array());
        return new SafetensorsFile(file, channel, dataBegin, reader);
    }

    public Path file() {
        return file;
    }

    /** In the order of the header. */
    public Set<String> names() {
        return tensors.keySet();
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    public long[] shape(String name) {
        return info(name).shape().clone();
    }

    /** The number of elements: the product of the shape. */
    public long elements(String name) {
        return info(name).elements();
    }

    /** @throws UserError where no engine has the type (I16) */
    public DType type(String name) {
        TensorInfo tensor = info(name);
        return tensor.type().type().orElseThrow(() -> fault(name, "has the type " + tensor.type() + ", which no engine computes with"));
    }

    /** The type as the format spells it, such as {@code BF16}. */
    public String typeName(String name) {
        return info(name).type().name();
    }

    /** True where {@link #floats} can read the tensor. */
    public boolean isFloating(String name) {
        return info(name).type().isFloating();
    }

    /** What the writer noted; empty where it noted nothing. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** All values, row-major, as floats: F32 as they are, F16 and BF16 exactly, F64 rounded. */
    public float[] floats(String name) {
        TensorInfo tensor = floating(name);
        float[] values = new float[arrayLength(tensor)];
        floats(tensor, 0, values, 0, values.length);
        return values;
    }

    /** Reads {@code count} values beginning with the element {@code from} (row-major) into {@code to} at {@code offset}: a large tensor in pieces. */
    public void floats(String name, long from, float[] to, int offset, int count) {
        TensorInfo tensor = floating(name);
        checkRange(tensor, from, count);
        floats(tensor, from, to, offset, count);
    }

    /** All values, row-major, of a tensor of integers; BOOL gives 0 and 1. */
    public long[] integers(String name) {
        TensorInfo tensor = info(name);
        if (tensor.type().isFloating()) {
            throw fault(name, "has the type " + tensor.type() + "; integers are needed");
        }
        long[] values = new long[arrayLength(tensor)];
        forEachChunk(tensor, 0, values.length, (at, count) -> {
            for (int i = 0; i < count; i++) {
                values[at + i] = tensor.type().readInteger(chunk);
            }
        });
        return values;
    }

    private void floats(TensorInfo tensor, long from, float[] to, int offset, int count) {
        forEachChunk(tensor, from, count, (at, length) -> {
            if (tensor.type() == ElementType.F32) {
                chunk.asFloatBuffer().get(to, offset + at, length);
                return;
            }
            for (int i = 0; i < length; i++) {
                to[offset + at + i] = tensor.type().readFloat(chunk);
            }
        });
    }

    private interface ChunkReader {

        /** Takes {@code count} elements from the chunk; they are those from {@code at} on of all that were asked for. */
        void take(int at, int count);
    }

    private void forEachChunk(TensorInfo tensor, long from, int count, ChunkReader reader) {
        int elementBytes = tensor.type().bytes();
        int perChunk = CHUNK_BYTES / elementBytes;
        long position = dataBegin + tensor.begin() + from * elementBytes;
        for (int at = 0; at < count; at += perChunk) {
            int length = Math.min(perChunk, count - at);
            chunk.clear().limit(length * elementBytes);
            try {
                readFully(file, channel, chunk, position + (long) at * elementBytes);
            } catch (IOException e) {
                throw cannotRead(file, e);
            }
            chunk.flip();
            reader.take(at, length);
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer to, long position) throws IOException {
        while (to.hasRemaining()) {
            int read = channel.read(to, position);
            if (read < 0) {
                throw new UserError(file + " ends before its data: it was cut off while it was read");
            }
            position += read;
        }
    }

    private TensorInfo info(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            throw new UserError(file + " has no tensor " + Shown.name(name));
        }
        return tensor;
    }

    private TensorInfo floating(String name) {
        TensorInfo tensor = info(name);
        if (!tensor.type().isFloating()) {
            throw fault(name, "has the type " + tensor.type() + "; floating numbers (F32, F16, BF16, F64) are needed");
        }
        return tensor;
    }

    private int arrayLength(TensorInfo tensor) {
        if (tensor.elements() > Integer.MAX_VALUE - 8) {
            throw fault(tensor.name(), "has " + tensor.elements() + " elements, more than an array holds: read it in pieces");
        }
        return (int) tensor.elements();
    }

    private static void checkRange(TensorInfo tensor, long from, int count) {
        if (from < 0 || count < 0 || from > tensor.elements() - count) {
            throw new IndexOutOfBoundsException(count + " elements from " + from + " on, of " + Arrays.toString(tensor.shape()));
        }
    }

    private UserError fault(String tensor, String what) {
        return new UserError(file + ": tensor " + Shown.name(tensor) + " " + what);
    }

    private static UserError cannotRead(Path file, IOException e) {
        return new UserError(file + " cannot be read: " + (e.getMessage() == null ? e : e.getMessage()), e);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written; the fault that led here is the one to report.
            return;
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
