package io.github.idempotency.systemtests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

@AnalyzeClasses(packages = "io.github.idempotency", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String ROOT = "io.github.idempotency";
    private static final String SAMPLE = ROOT + ".sample..";

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theWordsDependOnNothing = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + ".(*)..").and(resideOutsideOfPackages(ROOT)));

    @ArchTest
    static final ArchRule aStoreIsBlind = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".engine..",
                    ROOT + ".codec..",
                    ROOT + ".spring..",
                    ROOT + ".web..",
                    ROOT + ".autoconfigure..");

    @ArchTest
    static final ArchRule storesDoNotKnowEachOther =
            slices().matching(ROOT + ".store.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule codecsDoNotKnowTheEngine = noClasses()
            .that()
            .resideInAPackage(ROOT + ".codec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".engine..");

    @ArchTest
    static final ArchRule theEngineIsPlainJava = noClasses()
            .that()
            .resideInAnyPackage(ROOT, ROOT + ".engine..", ROOT + ".codec..", ROOT + ".store", ROOT + ".store.memory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml..", "io.micrometer..");

    @ArchTest
    static final ArchRule httpIsIndependentOfTheServer = noClasses()
            .that()
            .resideInAPackage(ROOT + ".web.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".web.servlet..", "jakarta.servlet..", "org.springframework.web.servlet..");

    @ArchTest
    static final ArchRule springKnowsNoHttp = noClasses()
            .that()
            .resideInAPackage(ROOT + ".spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".web..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule theWebKnowsNoStoreProduct = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".web..", ROOT + ".spring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".store.(*)..");

    @ArchTest
    static final ArchRule leavesOfTheWiringDoNotKnowEachOther =
            slices().matching(ROOT + ".autoconfigure.(**)").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule timeHasOneDoor = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".store..", SAMPLE)
            .should()
            .callMethodWhere(readsTheWallClock());

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .that()
            .resideOutsideOfPackages(SAMPLE, ROOT + ".test..")
            .should()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule interfacesDoNotKnowTheirImplementations =
            classes().that().areInterfaces().should(notDependOnAnImplementation());

    private static DescribedPredicate<JavaCall<?>> readsTheWallClock() {
        Set<String> clocks = Set.of(
                "java.time.Instant", "java.time.LocalDateTime", "java.time.OffsetDateTime", "java.time.ZonedDateTime");
        return new DescribedPredicate<>("reads the wall clock") {
            @Override
            public boolean test(JavaCall<?> call) {
                String owner = call.getTargetOwner().getName();
                return (clocks.contains(owner) && call.getName().equals("now"))
                        || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"))
                        || (owner.equals("java.time.Clock") && call.getName().startsWith("system"));
            }
        };
    }

    /** Nested types are the interface's own vocabulary; anything else would close a circle. */
    private static ArchCondition<JavaClass> notDependOnAnImplementation() {
        return new ArchCondition<>("not depend on an implementation of itself") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> dependency.getTargetClass().isAssignableTo(type.getName())
                                && !dependency.getTargetClass().equals(type)
                                && !dependency.getTargetClass().getName().startsWith(type.getName() + "$"))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }
}
