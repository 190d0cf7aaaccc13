package org.stagelm.training.testing;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderComponent;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/** {@code test-windows}: rows one after the other, each epoch begun at another place; the last batch of an epoch is padded with ignored targets. */
@AutoService(BatchLoaderComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class WindowsComponent implements BatchLoaderComponent<WindowsComponent.Settings> {

    /** No settings. */
    public record Settings() {}

    @Override
    public String type() {
        return "test-windows";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public BatchLoaderFactory create(Settings settings, BuildContext context) {
        return (tokens, rows, length, key) -> new Windows(tokens, rows, length, key, true);
    }

    /** The same windows in plain order, for validation. */
    public static BatchLoader inOrder(TokenSequence tokens, int rows, int length) {
        return new Windows(tokens, rows, length, new RandomKey(0), false);
    }

    private static final class Windows implements BatchLoader {

        private final TokenSequence tokens;
        private final int rows;
        private final int length;
        private final RandomKey key;
        private final boolean rotated;
        private long position;

        Windows(TokenSequence tokens, int rows, int length, RandomKey key, boolean rotated) {
            this.tokens = tokens;
            this.rows = rows;
            this.length = length;
            this.key = key;
            this.rotated = rotated;
        }

        private long windows() {
            return (tokens.length() - 1) / length;
        }

        @Override
        public Batch next() {
            long epoch = position / batchesPerEpoch();
            long first = position % batchesPerEpoch() * rows;
            long shift = rotated ? Math.floorMod(key.bits(epoch), windows()) : 0;
            int[] inputs = new int[rows * length];
            int[] targets = new int[rows * length];
            Arrays.fill(targets, Batch.IGNORED);
            for (int row = 0; row < rows && first + row < windows(); row++) {
                long from = (first + row + shift) % windows() * length;
                tokens.copy(from, inputs, row * length, length);
                tokens.copy(from + 1, targets, row * length, length);
            }
            position++;
            return new Batch(rows, length, inputs, targets);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void seek(long position) {
            this.position = position;
        }

        @Override
        public long batchesPerEpoch() {
            return (windows() + rows - 1) / rows;
        }
    }
}
