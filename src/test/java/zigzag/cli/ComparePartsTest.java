package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.Json;
import zigzag.archive.TuningTrial;

/** A comparison in parts, merged, is the comparison; and what is refused on the way there. */
@Tag("slow")
final class ComparePartsTest {
  private static final String SMALL =
      "compare --data digits --digits 120 --test-digits 40 --validation 20 --hidden 4 --batch 10"
          + " --epochs 2 --seeds 3 --target 0.1 --optimizers sgd,adam";

  /** What tells how a comparison was carried out, not what came of it. */
  private static final Set<String> HOW = Set.of("comparison.json", "report.html", ".lock");

  @TempDir private Path folder;

  @Test
  void threePartsMergedAreTheWhole() throws IOException {
    done("--out whole");
    for (int part = 1; part <= 3; part++) {
      InProcess ended = done("--part " + part + "/3 --out " + part);
      assertTrue(ended.out().contains("part " + part + "/3 of the comparison"), ended.out());
      assertEquals(Set.of("sgd-seed" + part, "adam-seed" + part), names(part + "/runs"));
    }
    InProcess merged = assertMergedIsTheWhole("3", "1", "2");

    assertTrue(merged.out().contains("Carried out in 3 parts."), merged.out());
    assertFalse(merged.out().contains("issing"), merged.out());
    assertFalse(merged.out().contains("not finished"), merged.out());
    String page = Files.readString(folder.resolve("merged/report.html"));
    assertTrue(page.contains("Carried out in 3 parts."));
    assertTrue(page.contains("3 and 2 other parts"));
    assertFalse(Files.readString(folder.resolve("whole/report.html")).contains("Carried out in"));
  }

  @Test
  void theLearningRatesAreFoundOnce() throws IOException {
    String tuned = "--tune --tune-budget 3 ";
    done(tuned + "--out whole");
    InProcess found = done(tuned + "--tune-only --out rates");
    assertTrue(found.out().contains("--rates"), found.out());
    assertTrue(found.out().startsWith("label"), found.out());
    assertFalse(Files.exists(folder.resolve("rates/runs")));
    assertRefused(InProcess.run("report", path("rates")), "no run is finished");
    Files.delete(folder.resolve("rates/tuning.csv"));
    InProcess again = InProcess.run("compare", "--resume", "--quiet", "--out", path("rates"));
    assertEquals(found.out(), again.out());
    done("--rates rates --part 1/2 --out 1");
    // The flags by which they were found may be there, too.
    done(tuned + "--rates rates --part 2/2 --out 2");

    assertMergedIsTheWhole("1", "2");
    assertEquals(
        Files.readString(folder.resolve("whole/tuning.csv")),
        Files.readString(folder.resolve("merged/tuning.csv")));
    // With other seeds, as a whole; and out of a merged comparison.
    done("--seed 11 --rates merged --out again");
    assertEquals(rates("whole"), rates("again"));
  }

  @Test
  void ratesAreTakenNotFoundAgain() throws IOException {
    done("--tune --tune-budget 3 --tune-only --out rates");
    Path tuning = folder.resolve("rates/tuning.csv");
    String changed =
        Files.readString(tuning).replaceFirst("(sgd,sgd,he,[^,]+,[^,]+,)[^,]+", "$19.5");
    Files.writeString(tuning, changed);

    done("--rates rates --part 1/2 --out 1");

    assertEquals(changed, Files.readString(folder.resolve("1/tuning.csv")));
  }

  @Test
  void aPartGoesOnWhereItWas() throws IOException {
    done("--tune --tune-budget 3 --tune-only --out rates");
    done("--rates rates --part 2/3 --out part");
    withoutTime("part");
    report("part");
    byte[] results = Files.readAllBytes(folder.resolve("part/results.csv"));
    for (String gone : List.of("runs/sgd-seed2/summary.json", "results.csv")) {
      Files.delete(folder.resolve("part").resolve(gone));
    }
    // It has taken them.
    Files.move(folder.resolve("rates"), folder.resolve("elsewhere"));

    InProcess resumed = InProcess.run("compare", "--resume", "--out", path("part"));

    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("1 training done before"), resumed.err());
    assertEquals(Set.of("sgd-seed2", "adam-seed2"), names("part/runs"));
    withoutTime("part");
    report("part");
    assertArrayEquals(results, Files.readAllBytes(folder.resolve("part/results.csv")));
    assertRefused(
        InProcess.run("compare", "--resume", "--part", "1/3", "--out", path("part")),
        "--part: the comparison to resume was begun without that");
  }

  @Test
  void ratesOfSomethingElseAreRefused() throws IOException {
    done("--tune --tune-budget 3 --tune-only --out rates");
    done("--out untuned");
    String rates = "--rates rates --part 1/2 --out x ";
    assertRefused(compare(rates + "--hidden 5"), "its settings are not those of this comparison");
    assertRefused(compare(rates + "--digits 130"), "the data is not what it was at the start");
    assertRefused(compare(rates + "--tune"), "its tuning are not those of this comparison");
    assertRefused(
        compare(rates + "--optimizers sgd"), "its labels are not those of this comparison");
    assertRefused(
        compare("--rates untuned --out x"), "no learning rates were looked for there; do so with");
    Path tuning = folder.resolve("rates/tuning.csv");
    String trials = Files.readString(tuning);
    Files.writeString(tuning, trials.replaceFirst("sgd,sgd", "../../../sgd,sgd"));
    assertRefused(compare(rates), "has other trials than its comparison");
    Files.writeString(tuning, trials + trials.lines().skip(1).collect(Collectors.joining("\n")));
    assertRefused(compare(rates), "has other trials than its comparison");
    Files.delete(tuning);
    assertRefused(compare(rates), "its learning rates are not all found yet; go on with --resume");
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void whatDoesNotBelongTogetherIsNotMerged() throws IOException {
    done("--part 1/3 --out 1");
    done("--part 1/3 --out twin");
    done("--part 2/2 --out half");
    done("--part 2/3 --seed 2 --out seeds");
    done("--part 2/3 --hidden 5 --out hidden");
    done("--part 2/3 --optimizers sgd,adam:lr=0.1 --out labels");
    done("--out whole");
    assertRefused(merge("1", "twin"), "are both part 1/3; leave one out");
    assertRefused(merge("1", "half"), "number of parts is 3 in one, 2 in the other");
    assertRefused(merge("1", "seeds"), "seeds is [1,2,3] in one, [2,3,4] in the other");
    assertRefused(merge("1", "hidden"), "hidden is 4 in one, 5 in the other");
    assertRefused(merge("1", "labels"), "cannot be merged: labels is [");
    assertRefused(merge("1", "whole"), "one is a part of a comparison, the other a whole");
    assertRefused(merge("whole", "1"), "one is a part of a comparison, the other a whole");
  }

  @Test
  void missingPartsAreNamed() throws IOException {
    for (int part : new int[] {2, 5}) {
      done("--part " + part + "/6 --out " + part);
    }
    InProcess merged = merge("2", "5");

    assertEquals(0, merged.exitCode(), merged.err());
    String words = merged.out().replaceAll("\\s+", " ");
    assertTrue(words.contains("4 of 6 runs not finished"), words);
    assertTrue(words.contains("Missing parts: 1/6, 3/6, 4/6 and 6/6."), words);
    String page = Files.readString(folder.resolve("merged/report.html"));
    assertTrue(page.contains("Missing parts: 1/6, 3/6, 4/6 and 6/6."));
    // As it is read again.
    assertEquals(
        words.replaceAll(" see .*", ""),
        report("merged").out().replaceAll("\\s+", " ").replaceAll(" see .*", ""));
  }

  @Test
  void aDryRunTellsOfThePartAlone() throws IOException {
    InProcess ended = done("--part 2/3 --dry-run --out x");
    assertTrue(ended.out().contains("part 2/3 of the comparison: 2 trainings"), ended.out());
    done("--tune --tune-budget 3 --tune-only --out rates");
    InProcess rest = done("--rates rates --part 1/4 --dry-run --json --out x");
    ObjectNode json = Json.parse("stdout", rest.out().getBytes(StandardCharsets.UTF_8));
    assertEquals(2, json.path("trainings").asInt(), rest.out());
    assertEquals(0, json.path("tuning_trainings").asInt(-1), rest.out());
    assertEquals("1/4", json.path("part").asText());
    InProcess shown = done("--rates rates --dry-run --out x");
    double adam =
        TuningTrial.readAll(folder.resolve("rates")).stream()
            .filter(trial -> trial.chosen() && trial.label().equals("adam"))
            .mapToDouble(TuningTrial::learningRate)
            .max()
            .getAsDouble();
    assertNotEquals(0.001, adam);
    assertTrue(shown.out().contains("lr=" + adam + " "), shown.out());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  private InProcess assertMergedIsTheWhole(String... parts) throws IOException {
    withoutTime("whole");
    report("whole");
    for (String part : parts) {
      withoutTime(part);
    }
    InProcess merged = merge(parts);
    assertEquals(0, merged.exitCode(), merged.err());
    Set<String> names = new TreeSet<>(names("merged"));
    assertTrue(names("whole").containsAll(names));
    names.addAll(Stream.of("loss.svg", "summary.md", "summary.csv", "results.csv").toList());
    names.removeAll(HOW);
    names.remove("runs");
    List<String> files = new ArrayList<>(names);
    assertEquals(names("whole/runs"), names("merged/runs"));
    for (String run : names("merged/runs")) {
      names("merged/runs/" + run).forEach(file -> files.add("runs/" + run + "/" + file));
    }
    assertTrue(files.size() > 30, files.toString());
    for (String file : files) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(file)),
          Files.readAllBytes(folder.resolve("merged").resolve(file)),
          file);
    }
    return merged;
  }

  /** Makes all seconds of a comparison's runs the same, so that the rest can be compared whole. */
  private void withoutTime(String comparison) throws IOException {
    for (String run : names(comparison + "/runs")) {
      Path path = folder.resolve(comparison).resolve("runs").resolve(run);
      replace(path.resolve("metrics.csv"), "(?m),[0-9.E-]+$", ",1");
      replace(path.resolve("summary.json"), "(\"seconds[a-z_]*\" : )[0-9.E-]+", "$11");
      // The sums of the tables.
      replace(path.resolve("summary.json"), "(\"files\" : )\\{[^}]*\\}", "$1{}");
    }
  }

  private static void replace(Path file, String pattern, String replacement) throws IOException {
    Files.writeString(file, Files.readString(file).replaceAll(pattern, replacement));
  }

  private Set<String> rates(String comparison) throws IOException {
    return Files.readAllLines(folder.resolve(comparison).resolve("results.csv")).stream()
        .map(line -> line.split(",", -1))
        .map(cells -> cells[0] + " " + cells[3])
        .collect(Collectors.toSet());
  }

  private Set<String> names(String of) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(of))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private InProcess merge(String... parts) {
    List<String> words = new ArrayList<>(List.of("report"));
    Stream.of(parts).map(this::path).forEach(words::add);
    words.addAll(List.of("--out", path("merged")));
    return InProcess.run(words.toArray(String[]::new));
  }

  private InProcess report(String comparison) {
    InProcess ended = InProcess.run("report", path(comparison));
    assertEquals(0, ended.exitCode(), ended.err());
    return ended;
  }

  private InProcess done(String flags) {
    InProcess ended = compare(flags);
    assertEquals(0, ended.exitCode(), ended.err());
    return ended;
  }

  /** With these flags, in the place of the usual ones; names of folders are those in the test's. */
  private InProcess compare(String flags) {
    List<String> words = new ArrayList<>(List.of(SMALL.split(" ", -1)));
    List<String> others = List.of(flags.strip().split(" ", -1));
    for (int i = 0; i < others.size(); i++) {
      String word = others.get(i);
      int usual = words.indexOf(word);
      if (usual > 0 && word.startsWith("--")) {
        words.subList(usual, usual + 2).clear();
      }
      boolean isFolder = i > 0 && Set.of("--out", "--rates").contains(others.get(i - 1));
      words.add(isFolder ? path(word) : word);
    }
    return InProcess.run(words.toArray(String[]::new));
  }

  private static void assertRefused(InProcess ended, String message) {
    assertEquals(2, ended.exitCode(), ended.out() + ended.err());
    List<String> errors = ended.err().lines().filter(line -> line.startsWith("zigzag: ")).toList();
    assertEquals(1, errors.size(), ended.err());
    assertTrue(errors.get(0).contains(message), ended.err());
    assertEquals("", ended.out());
  }
}
