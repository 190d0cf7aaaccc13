package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;

class Nd4jPluginTest {

    private final Nd4jPlugin plugin = new Nd4jPlugin();

    @Test
    void itIsFoundAsAService() {
        assertThat(ServiceLoader.load(EngineComponent.class)).anyMatch(Nd4jPlugin.class::isInstance);
    }

    @Test
    void itsEngineSaysWhatItRunsOn() {
        try (Engine engine = plugin.create(new Nd4jSettings(1), null)) {
            assertThat(engine.name()).isEqualTo("nd4j");
            assertThat(engine.description()).startsWith("ND4J").contains("threads: 1");
        }
    }

    @Test
    void ofTwoEnginesThatLoadItIsNotTheFirstChoice() {
        assertThat(plugin.speedRank()).isLessThan(100); // libtorch's
    }
}
