package zigzag.docs;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Runs the commands of README.md and docs/*.md that show output, and compares what they print and
 * draw with what stands there.
 *
 * <p>It reads three marks:
 *
 * <ul>
 *   <li>In a {@code console} block, a line {@code $ command} and the output below it; a line {@code
 *       …} stands for any lines. Seconds and rates are not compared.
 *   <li>A table row with an accuracy and a command: the mean of every "N % right" that the command
 *       prints is the accuracy.
 *   <li>{@code <!-- picture: docs/a.png = runs/b/c.png -->}: the picture is that file of an earlier
 *       command, or, where it ends in {@code report.html 1440x1000}, that page at that size in
 *       Chromium; with {@code serve:BODY 1440x1000} the local page after the training that this
 *       body of a request comes to.
 * </ul>
 *
 * A block or row below {@code <!-- not run: reason -->} is listed and left alone. Translations,
 * such as {@code lesson.ko.md}, show what the pages that they translate show: theirs is not run
 * again, and what is rewritten there is rewritten in them. Pictures are kept in 256 colours, which
 * makes them half as large. {@code scripts/docs-figures} starts it.
 */
public final class DocsFigures {
  private static final Pattern PICTURE =
      Pattern.compile("<!-- picture: (docs/\\S+\\.png) = (\\S+)(?: (\\d+)x(\\d+))? -->");

  /** What a page shows of commands; a translation shows the same. */
  static final Pattern BLOCK =
      Pattern.compile("^```(?:console|sh)\n.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.*) -->");
  private static final Pattern ROW_COMMAND = Pattern.compile("`([^`]*scripts/zigzag [^`]*)`");
  private static final Pattern ACCURACY = Pattern.compile("\\| (\\d+\\.\\d+) % \\|");
  private static final Pattern RIGHT = Pattern.compile("(\\d+\\.\\d+) % right");
  private static final Pattern TRANSLATION = Pattern.compile("(.+)\\.[a-z]{2}\\.md");
  private static final Pattern MADE_AT = Pattern.compile("(made at commit )`[0-9a-f]+`");
  private static final Pattern TIME =
      Pattern.compile("[\\d.,]+ (s|ms|min|minutes|seconds|examples/s)\\b");
  private static final String SERVED = "serve:";
  private static final String ANYTHING = "…";
  private static final long SLOW_SECONDS = 120;

  /**
   * More of its pixels than this differ where a picture shows something else: times of day come to
   * less, and two rings that have moved along their curves to 0.4 %.
   */
  private static final double OTHER_PIXELS = 0.002;

  private final Path home;
  private final Path work;
  private final boolean write;
  private final List<String> differing = new ArrayList<>();
  private final List<String> slow = new ArrayList<>();

  private DocsFigures(Path home, Path work, boolean write) {
    this.home = home;
    this.work = work;
    this.write = write;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean write = Arrays.asList(args).contains("--write");
    List<String> names = Stream.of(args).filter(arg -> !arg.startsWith("--")).toList();
    Path home = Path.of("").toAbsolutePath();
    Path work = Files.createTempDirectory("docs-figures");
    Files.createSymbolicLink(work.resolve("scripts"), home.resolve("scripts"));
    DocsFigures figures = new DocsFigures(home, work, write);
    // What the first start says of building is no figure.
    figures.run("scripts/zigzag --version");
    for (Path file : names.isEmpty() ? documents(home) : names.stream().map(Path::of).toList()) {
      if (!isTranslation(file)) {
        figures.check(file);
      }
    }
    figures.slow.forEach(line -> System.out.println("slow     " + line));
    System.out.println(
        figures.differing.isEmpty()
            ? "all figures are as the program makes them; what it wrote is in " + work
            : figures.differing.size()
                + (write ? " rewritten; read the diff" : " differ; --write rewrites them")
                + "; what the program wrote is in "
                + work);
    System.exit(figures.differing.isEmpty() || write ? 0 : 1);
  }

  /**
   * README.md, then docs/*.md by name. They share one working folder: a command may use what one
   * above it or on an earlier page has made.
   */
  static List<Path> documents(Path home) throws IOException {
    try (Stream<Path> docs = Files.list(home.resolve("docs"))) {
      return Stream.concat(
              Stream.of(home.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  static boolean isTranslation(Path page) {
    return TRANSLATION.matcher(page.getFileName().toString()).matches();
  }

  /** The page that one translates: the README lies beside docs, its translations in it. */
  static Path original(Path translation) {
    Path docs = translation.toAbsolutePath().getParent();
    String name = TRANSLATION.matcher(translation.getFileName().toString()).replaceFirst("$1.md");
    return (name.equals("README.md") ? docs.getParent() : docs).resolve(name);
  }

  private void check(Path file) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(file);
    List<String> result = new ArrayList<>();
    Map<String, Matcher> pictures = new LinkedHashMap<>();
    String notRun = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      result.add(line);
      Matcher left = NOT_RUN.matcher(line);
      Matcher picture = PICTURE.matcher(line);
      String where = file.getFileName() + ":" + (i + 1);
      if (left.matches()) {
        notRun = left.group(1);
      } else if (line.equals("```console")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        List<String> block = lines.subList(i + 1, end);
        if (notRun == null) {
          result.addAll(block(where, block));
        } else {
          result.addAll(block);
          slow.add(where + ": not run: " + notRun);
          notRun = null;
        }
        i = end - 1;
      } else if (line.startsWith("|") && ROW_COMMAND.matcher(line).find()) {
        if (notRun == null && ACCURACY.matcher(line).find()) {
          result.set(result.size() - 1, row(where, line));
        }
      } else if (picture.matches()) {
        // Its command may come further down.
        pictures.put(where, picture);
      } else if (!line.isBlank()) {
        notRun = null;
      }
    }
    for (Map.Entry<String, Matcher> picture : pictures.entrySet()) {
      picture(picture.getKey(), picture.getValue());
    }
    if (write && !result.equals(lines)) {
      Files.write(file, result);
      for (Path page : documents(home)) {
        if (isTranslation(page) && original(page).equals(file.toAbsolutePath())) {
          String text = Files.readString(page);
          Files.writeString(page, withBlocks(text, String.join("\n", result)));
        }
      }
    }
    if (write) {
      String version = run("scripts/zigzag --version");
      Matcher commit = Pattern.compile("\\b[0-9a-f]{7,40}\\b").matcher(version);
      if (commit.find()) {
        String text = Files.readString(file);
        Files.writeString(file, MADE_AT.matcher(text).replaceAll("$1`" + commit.group() + "`"));
      }
    }
  }

  private List<String> block(String where, List<String> lines)
      throws IOException, InterruptedException {
    List<String> result = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String command = lines.get(i);
      int next = i + 1;
      while (next < lines.size() && !lines.get(next).startsWith("$ ")) {
        next++;
      }
      List<String> shown = lines.subList(i + 1, next);
      result.add(command);
      if (shown.isEmpty() && !command.contains(" --out ")) {
        i = next;
        continue;
      }
      List<String> printed = run(command.substring(2)).lines().toList();
      if (shown.isEmpty() || matches(masked(shown), masked(printed))) {
        System.out.println("same     " + where + ": " + command);
        result.addAll(shown);
      } else {
        differs(where + ": " + command);
        if (!write) {
          printed.forEach(line -> System.out.println("         " + line));
        }
        result.addAll(rewritten(shown, printed));
      }
      i = next;
    }
    return result;
  }

  /** The row with the accuracy that its command has in truth. */
  private String row(String where, String line) throws IOException, InterruptedException {
    Matcher command = ROW_COMMAND.matcher(line);
    command.find();
    Matcher right = RIGHT.matcher(run(command.group(1)));
    double sum = 0;
    int count = 0;
    while (right.find()) {
      sum += Double.parseDouble(right.group(1));
      count++;
    }
    String mean = String.format(Locale.ROOT, "| %.2f %% |", sum / count);
    if (line.contains(mean)) {
      System.out.println("same     " + where + ": " + command.group(1));
      return line;
    }
    differs(where + ": " + mean + " " + command.group(1));
    return ACCURACY.matcher(line).replaceFirst(mean);
  }

  private void picture(String where, Matcher mark) throws IOException, InterruptedException {
    String source = mark.group(2);
    String size = mark.group(3) + "," + mark.group(4);
    if (source.startsWith(SERVED)) {
      keep(where, mark.group(1), served(source.substring(SERVED.length()), size));
      return;
    }
    Path made = work.resolve(source);
    if (!Files.isRegularFile(made)) {
      differs(where + ": no command has made " + source);
      return;
    }
    if (mark.group(3) != null) {
      Path shot = made.resolveSibling(made.getFileName() + "-" + mark.group(3) + ".png");
      screenshot("file://" + made, size, shot);
      made = shot;
    }
    keep(where, mark.group(1), made);
  }

  private void keep(String where, String picture, Path made) throws IOException {
    Path kept = home.resolve(picture);
    if (Files.exists(kept) && otherPixels(kept, made) <= OTHER_PIXELS) {
      System.out.println("same     " + where + ": " + picture);
      return;
    }
    differs(where + ": " + picture + " from " + made);
    if (write) {
      Files.write(kept, in256Colours(Files.readAllBytes(made)));
    }
  }

  /** A PNG image in the colours that a GIF of it has: enough for charts and pages. */
  static byte[] in256Colours(byte[] png) throws IOException {
    byte[] gif = written(ImageIO.read(new ByteArrayInputStream(png)), "gif");
    byte[] smaller = written(ImageIO.read(new ByteArrayInputStream(gif)), "png");
    return smaller.length < png.length ? smaller : png;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static double otherPixels(Path a, Path b) throws IOException {
    BufferedImage first = ImageIO.read(a.toFile());
    BufferedImage second = ImageIO.read(b.toFile());
    if (first.getWidth() != second.getWidth() || first.getHeight() != second.getHeight()) {
      return 1;
    }
    long other = 0;
    for (int y = 0; y < first.getHeight(); y++) {
      for (int x = 0; x < first.getWidth(); x++) {
        int p = first.getRGB(x, y);
        int q = second.getRGB(x, y);
        int apart = 0;
        for (int shift = 0; shift < 24; shift += 8) {
          apart = Math.max(apart, Math.abs((p >> shift & 255) - (q >> shift & 255)));
        }
        other += apart > 64 ? 1 : 0;
      }
    }
    return (double) other / first.getWidth() / first.getHeight();
  }

  private void screenshot(String page, String size, Path shot)
      throws IOException, InterruptedException {
    run(
        String.join(
            " ",
            "chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run",
            "--disable-background-networking --disable-component-update --disable-sync",
            "--virtual-time-budget=5000 --user-data-dir='" + work.resolve("chromium") + "'",
            "--window-size=" + size,
            "--screenshot='" + shot + "' '" + page + "'"));
  }

  /** The local page once a training is over. */
  private Path served(String body, String size) throws IOException, InterruptedException {
    Path shot = work.resolve("served-" + size.replace(',', 'x') + ".png");
    Process server =
        new ProcessBuilder("scripts/zigzag", "serve", "--port", "0", "--runs", "served")
            .directory(work.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader printed = server.inputReader(StandardCharsets.UTF_8)) {
      String url = printed.readLine();
      String trainings = url + "api/trainings";
      Matcher id =
          Pattern.compile("\"id\":\"([^\"]+)\"")
              .matcher(run("curl -sd '" + body + "' " + trainings));
      if (!id.find()) {
        throw new IOException("no training comes of " + body);
      }
      while (run("curl -s " + trainings + "/" + id.group(1)).contains("\"state\":\"running\"")) {
        Thread.sleep(1000);
      }
      screenshot(url + "#train?training=" + id.group(1), size, shot);
    } finally {
      server.destroy();
    }
    return shot;
  }

  private void differs(String what) {
    differing.add(what);
    System.out.println("DIFFERS  " + what);
  }

  private String run(String command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    if (seconds >= SLOW_SECONDS) {
      slow.add(command + ": " + seconds + " s");
    }
    return output;
  }

  /** Without what differs from run to run: times, and columns of seconds in tables. */
  static List<String> masked(List<String> lines) {
    List<String> masked = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (String line : lines) {
      if (line.isBlank()) {
        from = -1;
      }
      int seconds = line.indexOf("total s");
      if (seconds >= 0) {
        from = seconds;
        to = seconds + "total s".length();
      } else if (from >= 0 && line.length() >= to) {
        line = line.substring(0, from) + "~".repeat(to - from) + line.substring(to);
      }
      masked.add(TIME.matcher(line).replaceAll("~ $1").replaceAll("\\s+", " ").stripTrailing());
    }
    return masked;
  }

  /** Whether the lines printed are those shown, where … is any number of them. */
  static boolean matches(List<String> shown, List<String> printed) {
    if (shown.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.get(0).equals(ANYTHING)) {
      for (int skip = 0; skip <= printed.size(); skip++) {
        if (matches(rest, printed.subList(skip, printed.size()))) {
          return true;
        }
      }
      return false;
    }
    return !printed.isEmpty()
        && shown.get(0).equals(printed.get(0))
        && matches(rest, printed.subList(1, printed.size()));
  }

  /** A translation with the blocks of the page that it translates, one for one. */
  static String withBlocks(String translation, String original) {
    Iterator<MatchResult> blocks = BLOCK.matcher(original).results().iterator();
    return BLOCK
        .matcher(translation)
        .replaceAll(
            block -> Matcher.quoteReplacement((blocks.hasNext() ? blocks.next() : block).group()));
  }

  /** What was printed, cut where the lines shown are cut: before the first … and after the last. */
  static List<String> rewritten(List<String> shown, List<String> printed) {
    int first = shown.indexOf(ANYTHING);
    if (first < 0) {
      return printed;
    }
    int last = shown.lastIndexOf(ANYTHING);
    List<String> result = new ArrayList<>(printed.subList(0, Math.min(first, printed.size())));
    result.addAll(shown.subList(first, last + 1));
    int tail = Math.min(shown.size() - 1 - last, printed.size());
    result.addAll(printed.subList(printed.size() - tail, printed.size()));
    return Collections.unmodifiableList(result);
  }

  static List<Path> pictures(Path home) {
    try (Stream<Path> docs = Files.list(home.resolve("docs"))) {
      return docs.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
