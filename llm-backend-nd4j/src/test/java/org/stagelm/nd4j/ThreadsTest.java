package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Recording;

class ThreadsTest {

    @Test
    void aThreadHasOneRecordingAtATime() {
        try (Nd4jEngine engine = Nd4jEngine.open(2)) {
            try (Recording recording = engine.record()) {
                assertThatThrownBy(engine::record).isInstanceOf(IllegalStateException.class).hasMessageContaining("open on this thread already");
            }
            engine.record().close();
        }
    }
}
