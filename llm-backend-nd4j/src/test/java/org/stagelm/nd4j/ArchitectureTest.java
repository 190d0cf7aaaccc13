package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.ModuleRules;

class ArchitectureTest {

    private static final String BASE = "org.stagelm.nd4j";

    @Test
    void thereAreNoPackageCycles() {
        assertThatCode(() -> ModuleRules.checkNoPackageCycles(BASE)).doesNotThrowAnyException();
    }

    @Test
    void itUsesTheApiNd4jAndOpenBlasOnly() {
        assertThatCode(() -> ModuleRules.checkDependencies(BASE, "org.nd4j..", "org.bytedeco..", "jdk.incubator.vector..", "org.slf4j.."))
                .doesNotThrowAnyException();
    }
}
