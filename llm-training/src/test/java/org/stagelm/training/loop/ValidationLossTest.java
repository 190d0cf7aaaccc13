package org.stagelm.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.training.Objective;
import org.stagelm.core.model.BoundModel;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.testing.TinyRun;
import org.stagelm.training.testing.WindowsComponent;

class ValidationLossTest {

    private final TinyRun tiny = new TinyRun(null).on(new ReferenceEngine());
    private final BoundModel bound = tiny.bound(Optional.empty());
    private final Objective objective = Learning.of(tiny.settings(), TinyRun.REGISTRY).objective();
    private final TokenSequence tokens = TinyRun.tokens(36, 9); // 7 windows of 5

    private double mean(BatchLoader loader, long batches) {
        return new ValidationLoss(bound, objective, loader, batches).mean();
    }

    @Test
    void isTheSameHoweverThePartIsCutIntoBatches() {
        double whole = mean(WindowsComponent.inOrder(tokens, 7, 5), 0);
        assertThat(mean(WindowsComponent.inOrder(tokens, 4, 5), 0)).isEqualTo(whole, Offset.offset(1e-12)); // the last batch is padded
        assertThat(mean(WindowsComponent.inOrder(tokens, 3, 5), 0)).isEqualTo(whole, Offset.offset(1e-12)); // double precision
    }

    @Test
    void beginsAtTheFirstBatchWhereverTheLoaderStands() {
        BatchLoader loader = WindowsComponent.inOrder(tokens, 2, 5);
        loader.seek(3);
        double first = mean(loader, 2);
        assertThat(first).isEqualTo(mean(WindowsComponent.inOrder(tokens, 4, 5), 1), Offset.offset(1e-12)); // double precision
        assertThat(mean(loader, 2)).isEqualTo(first);
    }

    @Test
    void takesNoBatchTwice() {
        assertThat(mean(WindowsComponent.inOrder(tokens, 4, 5), 100)).isEqualTo(mean(WindowsComponent.inOrder(tokens, 4, 5), 0));
    }
}
