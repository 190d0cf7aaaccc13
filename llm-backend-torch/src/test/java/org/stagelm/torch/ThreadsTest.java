package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.GradMode;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;

/** Libtorch's grad mode belongs to a thread, as scopes and recordings do. */
class ThreadsTest {

    private final Engine engine = TorchEngine.open(2);

    @Test
    void gradModeIsOnOnlyWithinARecording() {
        try (Scope scope = engine.scope()) {
            assertThat(GradMode.is_enabled()).isFalse();
            try (Recording recording = engine.record()) {
                assertThat(GradMode.is_enabled()).isTrue();
                try (Recording inner = engine.record()) {
                    assertThat(GradMode.is_enabled()).isTrue();
                }
                assertThat(GradMode.is_enabled()).isTrue();
            }
            assertThat(GradMode.is_enabled()).isFalse();
        }
    }
}
