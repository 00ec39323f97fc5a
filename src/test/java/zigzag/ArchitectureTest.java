package zigzag;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** The packages' arrows point one way. */
@AnalyzeClasses(packages = "zigzag", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule ROOT = uses("zigzag");
  @ArchTest static final ArchRule DATA = uses("zigzag.data", "zigzag");
  @ArchTest static final ArchRule OPTIMIZER = uses("zigzag.optimizer", "zigzag");
  @ArchTest static final ArchRule NETWORK = uses("zigzag.network", "zigzag");
  @ArchTest static final ArchRule REPORT = uses("zigzag.report", "zigzag");

  @ArchTest
  static final ArchRule TRAINING =
      uses("zigzag.training", "zigzag", "zigzag.network", "zigzag.optimizer", "zigzag.data");

  @ArchTest
  static final ArchRule NOBODY_USES_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("zigzag.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("zigzag.cli..");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("zigzag.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ND4J_STAYS_IN_THE_NETWORK =
      noClasses()
          .that()
          .resideOutsideOfPackage("zigzag.network")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule DATA_AND_OPTIMIZERS_ARE_PLAIN_JAVA =
      classes()
          .that()
          .resideInAnyPackage("zigzag.data", "zigzag.optimizer")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "zigzag..");

  @ArchTest
  static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Serializable.class, ObjectInputStream.class, ObjectOutputStream.class);

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
          .because("such a name says nothing");

  /** Of our own packages, a package depends on itself and those given, and no other. */
  private static ArchRule uses(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat(
            resideInAPackage("zigzag..")
                .and(not(resideInAPackage(name)))
                .and(not(resideInAnyPackage(others))));
  }
}
