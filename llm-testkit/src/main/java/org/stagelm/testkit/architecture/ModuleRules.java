package org.stagelm.testkit.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
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
        check(noPackageCycles(), base);
    }

    /**
     * The module uses nothing but the JDK, {@code org.stagelm.api}, itself, and what is given.
     *
     * @param packages such as {@code org.stagelm.core..}; two dots stand for all packages below
     */
    public static void checkDependencies(String base, String... packages) {
        // An annotation processor's annotations stay in the class files, though nothing of it is needed at run time.
        Stream<String> always = Stream.of(base + "..", "java..", "org.stagelm.api..", "com.google.auto.service..");
        String[] allowed = Stream.concat(always, Stream.of(packages)).toArray(String[]::new);
        check(ArchRuleDefinition.classes().that().resideInAPackage(base + "..").should().onlyDependOnClassesThat().resideInAnyPackage(allowed), base);
    }

    static ArchRule noPackageCycles() {
        return SlicesRuleDefinition.slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(javaClass.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        }).should().beFreeOfCycles();
    }

    private static void check(ArchRule rule, String base) {
        ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false); // names are enough, and reading the libraries takes long
            JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(base);
            rule.check(classes);
        });
    }
}
