package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script's archive of classes, in a checkout of its own. */
class StartScriptIT {
  @TempDir private Path checkout;

  @BeforeEach
  void copyBuild() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    Files.createDirectories(checkout.resolve("src/main"));
    Files.createDirectories(checkout.resolve("target"));
    Files.createDirectories(checkout.resolve("scripts"));
    Files.copy(Path.of("pom.xml"), checkout.resolve("pom.xml"));
    Files.copy(Path.of("scripts/zigzag"), checkout.resolve("scripts/zigzag"));
    assertTrue(checkout.resolve("scripts/zigzag").toFile().setExecutable(true));
    Files.createSymbolicLink(checkout.resolve("target/lib"), target.resolve("lib"));
    // The last, so that it is newer than its sources.
    Files.copy(target.resolve("zigzag.jar"), checkout.resolve("target/zigzag.jar"));
  }

  @Test
  void makesTheArchiveOnceAndWorksWithADamagedOne() throws Exception {
    requireWorks();
    Path archive = archive();
    assertTrue(Files.size(archive) > 1 << 20, "an archive of " + Files.size(archive) + " bytes");
    assertEquals(List.of("lib", "zigzag.jar", archive.getFileName().toString()), targetFiles());
    Object made = Files.readAttributes(archive, "unix:ino").get("ino");
    requireWorks();
    assertEquals(made, Files.readAttributes(archive, "unix:ino").get("ino"));

    // Damaged in its middle, it would crash a Java that does not look.
    byte[] damaged = Files.readAllBytes(archive);
    Arrays.fill(damaged, damaged.length / 4, damaged.length / 2, (byte) 0);
    replace(archive, damaged);
    requireWorks();
    replace(archive, "no archive".getBytes(StandardCharsets.US_ASCII));
    requireWorks();
    replace(archive, new byte[0]);
    requireWorks();
    assertEquals(0, Files.size(archive), "what could not be made is not tried again");
  }

  @Test
  void aFolderThatIsGoneIsNamed() throws Exception {
    Path err = checkout.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "mkdir gone && cd gone && rmdir ../gone && \"$0\" --version",
                checkout.resolve("scripts/zigzag").toString())
            .directory(checkout.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(1, process.exitValue(), Files.readString(err));
    assertTrue(
        Files.readString(err).contains("zigzag: the folder you are in is no longer there"),
        Files.readString(err));
  }

  /** As the zip of a release is unpacked: no sources, and a path with a space. */
  @Test
  void worksWithoutSources() throws Exception {
    Path home = Files.createDirectories(checkout.resolve("a release"));
    Path script = Files.createDirectories(home.resolve("bin")).resolve("zigzag");
    Files.copy(Path.of("scripts/zigzag"), script);
    assertTrue(script.toFile().setExecutable(true));
    Files.createSymbolicLink(home.resolve("lib"), checkout.resolve("target/lib"));
    Files.copy(checkout.resolve("target/zigzag.jar"), home.resolve("zigzag.jar"));
    Path out = checkout.resolve("out.txt");
    String noArchive = "touch classes-$(cksum <\"$JAVA_HOME/release\" | cut -d ' ' -f 1).jsa";
    String train =
        " && bin/zigzag train --data digits --digits 60 --epochs 1 --hidden 4 --quiet --out run";
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", noArchive + train)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(out));
    assertTrue(Files.exists(home.resolve("run/report.html")), Files.readString(out));
    assertFalse(Files.exists(home.resolve("target")));
  }

  private static void replace(Path archive, byte[] content) throws IOException {
    Files.delete(archive);
    Files.write(archive, content);
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
  }

  private List<String> targetFiles() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("target"))) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(
              Comparator.comparing((String name) -> name.endsWith(".jsa"))
                  .thenComparing(name -> name))
          .toList();
    }
  }

  private void requireWorks() throws IOException, InterruptedException {
    Path out = checkout.resolve("out.txt");
    Path err = checkout.resolve("err.txt");
    Process process =
        new ProcessBuilder(checkout.resolve("scripts/zigzag").toString(), "optimizers")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals("", Files.readString(err));
    assertEquals(0, process.exitValue());
    assertTrue(Files.readString(out).contains("nesterov"));
  }
}
