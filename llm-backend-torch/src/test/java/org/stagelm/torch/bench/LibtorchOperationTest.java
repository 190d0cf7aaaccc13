package org.stagelm.torch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GradMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.torch.library.TorchLibrary;

class LibtorchOperationTest {

    @BeforeAll
    static void load() {
        TorchLibrary.load(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear/6/4/8", "gelu/6/4", "gelu-tanh/6/4", "silu/6/4", "softmax/6/4", "log-softmax/6/4", "layer-norm/6/4",
            "rms-norm/6/4", "rotate/2/2/3/4", "attend/2/2/3/4", "attend-one/1/2/5/4", "cross-entropy/6/4", "gather/5/4/6", "dropout/6/4", "add/6/4",
            "adamw/2/3/4", "clip/2/3/4"})
    void itRunsAndLeavesNothingBehind(String name) {
        String[] parts = name.split("/");
        int[] sizes = new int[parts.length - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Integer.parseInt(parts[i + 1]);
        }
        boolean before = GradMode.is_enabled();
        boolean learns = parts[0].equals("adamw") || parts[0].equals("clip");
        for (boolean backward : learns ? new boolean[] {false} : new boolean[] {false, true}) {
            try (LibtorchOperation operation = new LibtorchOperation(parts[0], sizes, backward)) {
                operation.run();
                long pointers = Pointer.totalCount();
                operation.run();
                assertThat(Pointer.totalCount()).isEqualTo(pointers);
            }
            assertThat(GradMode.is_enabled()).isEqualTo(before);
        }
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> new LibtorchOperation("conv", new int[] {1}, false)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv");
    }
}
