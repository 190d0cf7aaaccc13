package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    void anotherTypeOrDeviceIsAFaultWithItsKey() {
        assertThat(problems(new TorchSettings(2, "bfloat16", "cuda:0"))).satisfiesExactly(
                dtype -> assertThat(dtype).startsWith("dtype: ").contains("float32").contains("bfloat16"),
                device -> assertThat(device).startsWith("device: ").contains("cpu").contains("cuda:0"));
    }

    @Test
    void itsEngineSaysWhatItRunsOn() {
        try (Engine engine = plugin.create(new TorchSettings(1, "float32", "cpu"), null)) {
            assertThat(engine.name()).isEqualTo("torch");
            assertThat(engine.description()).startsWith("libtorch").contains("threads: 1");
        }
    }

    private List<String> problems(TorchSettings settings) {
        List<String> problems = new ArrayList<>();
        plugin.check(settings, Dimensions.NONE, (key, message) -> problems.add(key + ": " + message));
        return problems;
    }
}
