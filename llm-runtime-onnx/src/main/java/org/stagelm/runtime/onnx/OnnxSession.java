package org.stagelm.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.stagelm.core.generation.NextToken;

/**
 * A text read by a graph. A graph without memory of what it read is given the whole text each time, which gives the same logits slowly.
 */
final class OnnxSession implements NextToken {

    /** A long prompt is read in pieces, so that the logits of its positions, of which only the last are wanted, take at most 64 MiB. In floats. */
    private static final int MOST_LOGITS = 1 << 24;

    private final GraphRows rows;
    private final int context;
    private final int vocabulary;
    private final boolean remembers;
    private final Longs ids = new Longs(i -> 0);
    private final Longs mask = new Longs(i -> 1);
    private final Longs positions = new Longs(i -> i);
    private final FloatBuffer one; // the logits of one position, mostly all there is
    private int length;

    OnnxSession(OnnxGraph graph, int context) {
        this.rows = new GraphRows(graph, 1);
        this.context = context;
        this.vocabulary = graph.signature().vocabulary();
        this.remembers = !graph.signature().memories().isEmpty();
        this.one = floats(1);
    }

    private FloatBuffer floats(int count) {
        int bytes = Math.multiplyExact(Math.multiplyExact(count, vocabulary), Float.BYTES);
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public float[] next(int... newIds) {
        if (newIds.length == 0 || newIds.length > context - length) {
            throw new IllegalArgumentException(newIds.length + " new ids behind " + length + " in a context of " + context);
        }
        LongBuffer to = ids.slice(length, newIds.length);
        for (int i = 0; i < newIds.length; i++) {
            if (newIds[i] < 0 || newIds[i] >= vocabulary) { // a graph counts negative ids from the end
                throw new IllegalArgumentException("id " + newIds[i] + " is none of the model's, 0 … " + (vocabulary - 1));
            }
            to.put(i, newIds[i]);
        }
        try {
            FloatBuffer last = remembers ? readBehind(length, length + newIds.length) : read(0, length + newIds.length);
            length += newIds.length;
            float[] logits = new float[vocabulary];
            last.get(last.limit() - vocabulary, logits);
            return logits;
        } catch (RuntimeException | Error e) {
            reset(); // some of the new ids may have been read
            throw e;
        }
    }

    private FloatBuffer readBehind(int from, int to) {
        int piece = Math.max(1, MOST_LOGITS / vocabulary);
        FloatBuffer logits = one;
        for (int at = from; at < to; at += piece) {
            logits = read(at, Math.min(to, at + piece));
        }
        return logits;
    }

    /** [to − from, vocabulary]. */
    private FloatBuffer read(int from, int to) {
        FloatBuffer logits = to - from == 1 ? one : floats(to - from);
        rows.read(ids.slice(from, to - from), mask.slice(0, to), positions.slice(from, to - from), logits);
        return logits;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int context() {
        return context;
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public void reset() {
        length = 0;
        rows.reset();
    }

    @Override
    public void close() {
        reset();
    }
}
