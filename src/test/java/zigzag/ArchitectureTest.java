package zigzag;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.archive.AtomicFile;
import zigzag.data.mnist.MnistFetch;

/**
 * The packages' arrows point one way.
 *
 * <p>Plain JUnit tests: Surefire counts none of the tests that ArchUnit's own engine runs.
 */
class ArchitectureTest {
  private static final JavaClasses ZIGZAG =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("zigzag");

  /**
   * Of our own rooms, a room uses itself, {@code zigzag}, {@code archive} and those listed, and no
   * other; two dots stand for all in one.
   */
  @ParameterizedTest
  @CsvSource({
    "data, ''",
    "data.idx, data",
    "data.mnist, data data.idx",
    "data.digits, data data.idx",
    "data.distortion, ''",
    "data.photo, data.digits data.idx",
    "rule, ''",
    "optimizer, rule",
    "initializer, rule",
    "network, initializer rule",
    "exchange, network",
    "training.settings, data.distortion initializer network optimizer rule",
    "training.batch, data data.distortion network",
    "training.evaluation, data initializer network optimizer training.batch training.settings",
    "training, data.. initializer network optimizer rule training.*",
    "experiment.descent, optimizer rule training.settings",
    "experiment.comparison, data initializer optimizer rule training..",
    "experiment.symmetry, data experiment.comparison initializer network optimizer rule training..",
    "tensorboard, training training.settings",
    "web, data.. experiment.comparison initializer network optimizer report.. rule training..",
    "report, report.chart",
    "report.text, ''",
    "report.chart, report.text",
    "report.image, report.chart",
    "report.page, report.chart report.text",
    "report.run, report.chart report.image report.page report.text",
    "report.descent, report report.chart report.page report.text",
    "report.symmetry, report report.chart report.image report.page report.text",
    "report.comparison, report report.chart report.page report.text"
  })
  void roomsUseOnlyWhatIsBelowThem(String name, String others) {
    assertUsesOnly("zigzag." + name, "zigzag archive.. " + others);
  }

  @Test
  void allMayUseTheRootAndTheArchiveWhichUseNobody() {
    assertUsesOnly("zigzag", "zigzag");
    assertUsesOnly("zigzag.archive..", "zigzag");
  }

  private static void assertUsesOnly(String room, String others) {
    String[] allowed =
        Stream.of(others.strip().split(" ")).map(ArchitectureTest::room).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            resideInAPackage("zigzag..")
                .and(not(resideInAPackage(room)))
                .and(not(resideInAnyPackage(allowed))))
        .check(ZIGZAG);
  }

  private static String room(String name) {
    return name.equals("zigzag") ? name : "zigzag." + name;
  }

  /** Few enough that a reader sees them all at once. */
  @Test
  void roomsAreSmall() {
    Map<String, Long> files =
        ZIGZAG.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    files.values().removeIf(count -> count <= 21);
    assertEquals(Map.of(), files);
  }

  @Test
  void nobodyUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("zigzag.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("zigzag.cli..")
        .check(ZIGZAG);
  }

  /** The room that has Spark is compiled with the tests, and not part of what is looked at here. */
  @Test
  void nobodyKnowsSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "zigzag.cluster")
        .check(ZIGZAG);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("zigzag.(**)").should().beFreeOfCycles().check(ZIGZAG);
  }

  @Test
  void nd4jStaysInTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage("zigzag.network")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
        .check(ZIGZAG);
  }

  @Test
  void dataAndRulesArePlainJava() {
    classes()
        .that()
        .resideInAnyPackage(
            "zigzag.data..", "zigzag.initializer", "zigzag.optimizer", "zigzag.rule")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.imageio..", "zigzag..")
        .check(ZIGZAG);
  }

  @Test
  void nothingIsSerializedByJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Serializable.class, ObjectInputStream.class, ObjectOutputStream.class)
        .check(ZIGZAG);
  }

  /** A pipe or a device would hold the program for ever. */
  @Test
  void filesAreOpenedInOnePlace() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(RegularFile.class, AtomicFile.class, MnistFetch.class)
        .and()
        .doNotHaveSimpleName("Plugins") // JarFile takes no other
        .should()
        .callMethodWhere(
            target(owner(type(Files.class)))
                .and(
                    target(
                        nameMatching(
                            "new(InputStream|BufferedReader|ByteChannel)|read(AllBytes|AllLines|String)|lines"))))
        .orShould()
        .callMethodWhere(target(owner(type(FileChannel.class))).and(target(name("open"))))
        .orShould()
        .callMethod(Files.class, "copy", Path.class, OutputStream.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(FileInputStream.class, FileReader.class, RandomAccessFile.class)
        .orShould()
        .callMethod(Path.class, "toFile")
        .check(ZIGZAG);
  }

  /** A Turkish or an Arabic machine, or one without UTF-8, writes the same files. */
  @Test
  void nothingDependsOnTheMachinesLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callConstructor(String.class, byte[].class)
        .orShould()
        .callConstructor(InputStreamReader.class, InputStream.class)
        .orShould()
        .callMethod(Charset.class, "defaultCharset")
        .check(ZIGZAG);
  }

  @Test
  void namesSayWhatAClassDoes() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
        .because("such a name says nothing")
        .check(ZIGZAG);
  }
}
