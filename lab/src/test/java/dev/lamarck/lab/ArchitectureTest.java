package dev.lamarck.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules, and the rule that every package states its theory. */
class ArchitectureTest {
    private static final String ROOT = "dev.lamarck.";
    private static final String[] JDK = {"java..", "javax..", "jdk.."};

    /** The Kernel Java part of the instruction set; with the intrinsics, all that kernel-side modules may reach below them. */
    private static final String INSTRUCTION_CODE = "hardware.isa.code..";
    private static final String MAGIC = "toolchain.magic..";

    private static JavaClasses lamarck;

    /** One row of the modules' table: what {@code module} may import beside itself and the JDK. */
    private record Arrow(String module, List<String> mayImport) {
    }

    private static final List<Arrow> ARROWS = List.of(
            new Arrow("hardware", List.of("org.slf4j..")),
            new Arrow("toolchain", List.of("org.slf4j..", ROOT + "hardware.isa..")),
            new Arrow("instrumentation", List.of(ROOT + MAGIC, ROOT + INSTRUCTION_CODE)),
            new Arrow("kernel", List.of(ROOT + MAGIC, ROOT + INSTRUCTION_CODE, ROOT + "instrumentation..")),
            new Arrow("syscalls", List.of(ROOT + MAGIC, ROOT + "kernel..")),
            new Arrow("workloads", List.of("org.slf4j..", ROOT + "hardware..", ROOT + "toolchain..",
                    ROOT + "instrumentation..", ROOT + "kernel..", ROOT + "syscalls..")));

    @BeforeAll
    static void importClasses() {
        lamarck = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lamarck");
    }

    @TestFactory
    Stream<DynamicTest> arrowsPointOneWay() {
        return ARROWS.stream().map(arrow -> DynamicTest.dynamicTest(arrow.module(), () -> {
            String self = ROOT + arrow.module() + "..";
            String[] allowed = Stream.of(Stream.of(self), Stream.of(JDK), arrow.mayImport().stream())
                    .flatMap(s -> s).toArray(String[]::new);
            classes().that(resideInAPackage(self)).should().onlyDependOnClassesThat(resideInAnyPackage(allowed))
                    .allowEmptyShould(true).check(lamarck);
        }));
    }

    @Test
    void nothingImportsTheLab() {
        noClasses().that().resideOutsideOfPackage(ROOT + "lab..")
                .should().dependOnClassesThat().resideInAPackage(ROOT + "lab..").allowEmptyShould(true).check(lamarck);
    }

    /** On the host's side a package can be read before those that use it; the parts of a kernel know one another. */
    @ParameterizedTest
    @ValueSource(strings = {"hardware", "toolchain", "instrumentation", "workloads", "lab"})
    void packagesOfAModuleHaveAnOrder(String module) {
        slices().matching(ROOT + module + ".(*)..").should().beFreeOfCycles().check(lamarck);
    }

    @Test
    void everyPackageStatesItsTheory() {
        List<String> silent = lamarck.getDefaultPackage().getSubpackagesInTree().stream()
                .filter(p -> p.getName().startsWith(ROOT) && !p.getClasses().isEmpty())
                .filter(p -> !p.tryGetPackageInfo().isPresent())
                .map(JavaPackage::getName).sorted().toList();
        assertThat(silent).as("packages without package-info.java").isEmpty();
    }
}
