package org.stagelm.cli.bench;

import java.nio.file.Path;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.shard.TokenShard;

/** The sides of {@code bench loader}: batches by a loader, and the least that making them takes. */
final class LoaderWorkers {

    static final int ROWS = 32;
    static final int CONTEXT = 1024;
    /** Batches of one repetition. */
    static final int BATCHES = 32;

    private LoaderWorkers() {}

    /** Out of the shard, by the loader type that each task names. */
    static void loader(Worker worker, Path shard) {
        Registry registry = Registry.load();
        TokenShard tokens = TokenShard.open(shard);
        worker.serve("StageLM, a 16-bit shard, one core", type -> {
            Choice<BatchLoaderFactory> choice = new ConfigReader(registry).complete(Choice.of(type), BatchLoaderFactory.class);
            BatchLoader batches = registry.make(choice, registry.context()).over(tokens, ROWS, CONTEXT, new RandomKey(7));
            return new Work(() -> {
                for (int i = 0; i < BATCHES; i++) {
                    batches.next();
                }
            }, batches::close);
        });
    }

    /** Inputs and targets of as many rows, from ids that are in an array already. */
    static void copy(Worker worker, Path shard) {
        TokenShard tokens = TokenShard.open(shard);
        int[] ids = new int[Math.toIntExact(Math.min(tokens.length(), 1 << 24))];
        tokens.copy(0, ids, 0, ids.length);
        RandomKey key = new RandomKey(7);
        long[] batch = {0};
        worker.serve("rows at random places copied from an array to arrays", () -> {
            for (int i = 0; i < BATCHES; i++) {
                RandomKey rows = key.derive(batch[0]++);
                int[] inputs = new int[ROWS * CONTEXT];
                int[] targets = new int[ROWS * CONTEXT];
                for (int row = 0; row < ROWS; row++) {
                    int start = (int) (rows.uniform(row) * (ids.length - CONTEXT));
                    System.arraycopy(ids, start, inputs, row * CONTEXT, CONTEXT);
                    System.arraycopy(ids, start + 1, targets, row * CONTEXT, CONTEXT);
                }
            }
        });
    }
}
