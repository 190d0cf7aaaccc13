package org.stagelm.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The rules that span modules; within a module its own test holds them. */
@AnalyzeClasses(packages = "org.stagelm", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices().matching("org.stagelm.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule guiceLivesInTheCompositionRoot =
            noClasses().that().resideOutsideOfPackage("org.stagelm.experiment..").should().dependOnClassesThat().resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule theApiNeedsNothing = classes().that().resideInAPackage("org.stagelm.api..").should().onlyDependOnClassesThat()
            .resideInAnyPackage("org.stagelm.api..", "java..", "org.slf4j..");

    @ArchTest
    static void stagesDoNotKnowEachOther(JavaClasses all) {
        String[] stages = {"model", "training", "export", "runtime", "torch", "nd4j"};
        for (String stage : stages) {
            for (String other : stages) {
                if (!stage.equals(other)) {
                    noClasses().that().resideInAPackage("org.stagelm." + stage + "..").should().dependOnClassesThat()
                            .resideInAPackage("org.stagelm." + other + "..").check(all);
                }
            }
        }
    }

    @ArchTest
    static final ArchRule tokenizersStandAlone = noClasses().that().resideInAPackage("org.stagelm.tokenizers..").should().dependOnClassesThat()
            .resideInAnyPackage("org.stagelm.model..", "org.stagelm.training..", "org.stagelm.export..", "org.stagelm.runtime..", "org.stagelm.torch..");

    @ArchTest
    static final ArchRule nobodyBelowKnowsTheCommand = noClasses().that().resideOutsideOfPackage("org.stagelm.cli..").should().dependOnClassesThat()
            .resideInAPackage("org.stagelm.cli..");
}
