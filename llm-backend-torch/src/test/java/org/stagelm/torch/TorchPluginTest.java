package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;

class TorchPluginTest {

    private final TorchPlugin plugin = new TorchPlugin();

    @Test
    void itIsFoundAsAService() {
        assertThat(ServiceLoader.load(EngineComponent.class)).anyMatch(TorchPlugin.class::isInstance);
    }

    @Test
    void itsDefaultsHaveNoFault() {
        assertThat(problems(plugin.defaults())).isEmpty();
    }

    @Test
    void aDeviceIsTheProcessorOrAGraphicsCard() {
        for (String device : List.of("cpu", "cuda", "cuda:0", "cuda:11")) {
            assertThat(problems(new TorchSettings(2, FloatType.BFLOAT16, device))).isEmpty();
        }
        for (String device : List.of("gpu", "cuda:", "cuda:x", "CPU", "")) {
            assertThat(problems(new TorchSettings(2, FloatType.FLOAT32, device)))
                    .containsExactly("device: must be \"cpu\", \"cuda\" or, with the number of a graphics card, \"cuda:1\", not \"" + device + "\"");
        }
    }

    @Test
    void itsEngineSaysWhatItRunsOn() {
        for (FloatType type : FloatType.values()) {
            try (Engine engine = plugin.create(new TorchSettings(1, type, "cpu"), null)) {
                assertThat(engine.name()).isEqualTo("torch");
                assertThat(engine.floatType()).isEqualTo(type.type());
                assertThat(engine.description()).startsWith("libtorch").contains(type.name().toLowerCase(Locale.ROOT) + " on the CPU (")
                        .contains("threads: 1");
            }
        }
    }

    private List<String> problems(TorchSettings settings) {
        List<String> problems = new ArrayList<>();
        plugin.check(settings, Dimensions.NONE, (key, message) -> problems.add(key + ": " + message));
        return problems;
    }
}
