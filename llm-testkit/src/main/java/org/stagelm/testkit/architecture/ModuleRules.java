package org.stagelm.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;

/**
 * How a module may be built inside, and what it may use. The classes checked are those of its main source below its base package, such as
 * {@code org.stagelm.training}; a broken rule fails the test and lists every offending use.
 */
public final class ModuleRules {

    private ModuleRules() {}

    /** No package of the module depends on itself by way of others. */
    public static void checkNoPackageCycles(String base) {
        SlicesRuleDefinition.slices().matching(base + "(**)").should().beFreeOfCycles().check(mainClassesOf(base));
    }

    /**
     * The module uses nothing but the JDK, {@code org.stagelm.api}, itself, and what is given.
     *
     * @param packages such as {@code org.stagelm.core..}; two dots stand for all packages below
     */
    public static void checkDependencies(String base, String... packages) {
        // Annotation processors leave their annotations in the class files, though nothing of them is needed at run time.
        Stream<String> always = Stream.of(base + "..", "java..", "javax.annotation.processing..", "org.stagelm.api..", "com.google.auto.service..");
        String[] allowed = Stream.concat(always, Stream.of(packages)).toArray(String[]::new);
        ArchRuleDefinition.classes().that().resideInAPackage(base + "..").should().onlyDependOnClassesThat().resideInAnyPackage(allowed)
                .check(mainClassesOf(base));
    }

    private static JavaClasses mainClassesOf(String base) {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(base);
    }
}
