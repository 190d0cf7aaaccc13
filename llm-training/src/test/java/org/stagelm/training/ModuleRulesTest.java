package org.stagelm.training;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.ModuleRules;

class ModuleRulesTest {

    @Test
    void noPackageDependsOnItselfByWayOfOthers() {
        assertThatCode(() -> ModuleRules.checkNoPackageCycles("org.stagelm.training")).doesNotThrowAnyException();
    }

    @Test
    void theModuleUsesContractsCoreAndThePlotLibraryOnly() {
        assertThatCode(() -> ModuleRules.checkDependencies("org.stagelm.training", "org.stagelm.core..", "com.fasterxml.jackson..", "org.slf4j..",
                "org.knowm.xchart..")).doesNotThrowAnyException();
    }
}
