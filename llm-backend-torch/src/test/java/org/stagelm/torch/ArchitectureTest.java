package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.ModuleRules;

class ArchitectureTest {

    private static final String BASE = "org.stagelm.torch";

    @Test
    void thereAreNoPackageCycles() {
        assertThatCode(() -> ModuleRules.checkNoPackageCycles(BASE)).doesNotThrowAnyException();
    }

    @Test
    void itUsesTheApiJavaCppAndJnaOnly() {
        assertThatCode(() -> ModuleRules.checkDependencies(BASE, "org.bytedeco..", "com.sun.jna..", "org.slf4j..")).doesNotThrowAnyException();
    }
}
