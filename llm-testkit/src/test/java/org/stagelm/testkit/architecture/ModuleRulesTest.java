package org.stagelm.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    @Test
    void theTestKitKeepsTheRules() {
        ModuleRules.checkNoPackageCycles("org.stagelm.testkit");
        ModuleRules.checkDependencies("org.stagelm.testkit", "org.junit.jupiter.api..", "org.assertj..", "com.tngtech.archunit..", "org.opentest4j..");
    }

    @Test
    void theApiKeepsTheRules() {
        assertThatCode(() -> ModuleRules.checkDependencies("org.stagelm.api", "org.slf4j..")).doesNotThrowAnyException();
    }

    @Test
    void aDependencyThatWasNotAllowedIsNamed() {
        assertThatThrownBy(() -> ModuleRules.checkDependencies("org.stagelm.testkit", "org.junit.jupiter.api..", "com.tngtech.archunit.."))
                .isInstanceOf(AssertionError.class).hasMessageContaining("org.assertj.core.api.Assertions");
    }

    @Test
    void aModuleWithoutClassesIsNotTakenForAGoodOne() {
        assertThatThrownBy(() -> ModuleRules.checkDependencies("org.stagelm.nothing")).isInstanceOf(AssertionError.class);
    }
}
