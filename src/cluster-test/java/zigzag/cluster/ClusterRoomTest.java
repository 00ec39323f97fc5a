package zigzag.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The arrows of a room that the test of all others does not see. */
class ClusterRoomTest {
  @Test
  void usesOnlyWhatIsBelowIt() {
    noClasses()
        .that()
        .haveNameNotMatching(".*(Test|IT|SameResults)(\\$.*)?")
        .should()
        .dependOnClassesThat(
            resideInAPackage("zigzag..")
                .and(
                    not(
                        resideInAnyPackage(
                            "zigzag",
                            "zigzag.archive..",
                            "zigzag.cluster",
                            "zigzag.data..",
                            "zigzag.experiment.comparison",
                            "zigzag.rule",
                            "zigzag.training.."))))
        .check(new ClassFileImporter().importPackages("zigzag.cluster"));
  }
}
