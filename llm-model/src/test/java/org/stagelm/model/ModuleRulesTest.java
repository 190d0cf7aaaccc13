package org.stagelm.model;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.ModuleRules;

class ModuleRulesTest {

    @Test
    void noPackageDependsOnItselfByWayOfOthers() {
        assertThatCode(() -> ModuleRules.checkNoPackageCycles("org.stagelm.model")).doesNotThrowAnyException();
    }

    @Test
    void theModuleUsesContractsAndCoreOnly() {
        assertThatCode(() -> ModuleRules.checkDependencies("org.stagelm.model", "org.stagelm.core..", "com.fasterxml.jackson.databind..",
                "org.slf4j.."))
                .doesNotThrowAnyException();
    }
}
