package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.ModuleRules;

class ArchitectureTest {

    @Test
    void noEngineIsNamedHere() {
        assertThatCode(() -> ModuleRules.checkDependencies("org.stagelm.experiment", "org.stagelm.core..", "org.stagelm.tokenizers..",
                "org.stagelm.model..", "org.stagelm.training..", "org.stagelm.export..", "org.stagelm.runtime..", "com.google.inject..",
                "jakarta.inject..", "com.fasterxml.jackson..", "org.slf4j..")).doesNotThrowAnyException();
    }
}
