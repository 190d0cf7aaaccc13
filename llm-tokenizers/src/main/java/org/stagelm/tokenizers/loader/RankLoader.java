package org.stagelm.tokenizers.loader;

import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;

/**
 * The share of one of several processes that train together: every {@code world}-th batch, from the {@code rank}-th on. What all of them see in one
 * round is what one process would see in {@code world} batches.
 */
public final class RankLoader implements BatchLoader {

    private final BatchLoader all;
    private final int rank;
    private final int world;
    private long position;

    /**
     * @param all the batches of all processes, in each made with the same key; this loader moves it
     * @param rank 0 ≤ rank &lt; world
     */
    public RankLoader(BatchLoader all, int rank, int world) {
        if (rank < 0 || rank >= world) {
            throw new IllegalArgumentException("rank " + rank + " of " + world);
        }
        this.all = all;
        this.rank = rank;
        this.world = world;
    }

    @Override
    public Batch next() {
        all.seek(Math.addExact(Math.multiplyExact(position, world), rank));
        Batch batch = all.next();
        position++;
        return batch;
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
        return (all.batchesPerEpoch() + world - 1) / world;
    }

    @Override
    public void close() {
        all.close();
    }
}
