package org.stagelm.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.stagelm.testkit.architecture.left.Left;
import org.stagelm.testkit.architecture.right.Right;

class ModuleRulesTest {

    @Test
    void theTestKitKeepsTheRules() {
        ModuleRules.checkNoPackageCycles("org.stagelm.testkit");
        ModuleRules.checkDependencies("org.stagelm.testkit", "org.junit.jupiter.api..", "org.assertj..", "com.tngtech.archunit..");
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
    void aPackageCycleIsNamed() {
        JavaClasses cycle = new ClassFileImporter().importClasses(Left.class, Right.class);
        assertThatThrownBy(() -> ModuleRules.noPackageCycles().check(cycle)).isInstanceOf(AssertionError.class).hasMessageContaining("Cycle detected")
                .hasMessageContaining("org.stagelm.testkit.architecture.left");
    }

    @Test
    void aModuleWithoutClassesIsNotTakenForAGoodOne() {
        assertThatThrownBy(() -> ModuleRules.checkDependencies("org.stagelm.nothing")).isInstanceOf(AssertionError.class);
    }
}
