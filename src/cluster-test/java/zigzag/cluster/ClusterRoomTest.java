package zigzag.cluster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The arrows of a room that the test of all others does not see. */
class ClusterRoomTest {
  private static final JavaClasses ZIGZAG =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/test-classes/"))
          .importPackages("zigzag");

  @Test
  void usesOnlyWhatIsBelowIt() {
    noClasses()
        .that()
        .resideInAPackage("zigzag.cluster")
        .should()
        .dependOnClassesThat(
            resideInAPackage("zigzag..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "zigzag",
                            "zigzag.archive..",
                            "zigzag.cluster",
                            "zigzag.data..",
                            "zigzag.experiment.comparison",
                            "zigzag.training.."))))
        .check(ZIGZAG);
  }

  @Test
  void nobodyElseKnowsSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("zigzag.cluster")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "zigzag.cluster")
        .check(ZIGZAG);
  }
}
