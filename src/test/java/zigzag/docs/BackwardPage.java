package zigzag.docs;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.PlainNetwork;
import zigzag.network.PlainNetwork.Pass;
import zigzag.optimizer.Sgd;
import zigzag.report.chart.Figure;
import zigzag.report.chart.Paint;
import zigzag.report.chart.SvgWriter;

/**
 * Writes docs/backward.md and docs/backward.svg: forward and backward of a network of 2-2-2 units,
 * computed by {@link PlainNetwork}, with numbers that a reader can follow on paper.
 */
final class BackwardPage {
  static final String PAGE = "docs/backward.md";
  static final String PICTURE = "docs/backward.svg";

  private static final Layout LAYOUT = new Layout(2, 2, 2);
  private static final PlainNetwork NETWORK = new PlainNetwork(LAYOUT, Activation.RELU);
  private static final int[] PIXELS = {255, 102};
  private static final int LABEL = 1;

  /** W1, W2, b1 and b2 as {@link Layout} places them. */
  private static final double[] GIVEN = {0.5, -0.5, 1, 2, 1, -0.5, -1, 1, 0.1, 0.2, 0.5, 0};

  private static final double NUDGE = 0.001;
  private static final double[] RATES = {0.01, 0.1, 1};

  /** How wide a unit is drawn. */
  private static final double UNIT = 96;

  private static final Paint BACK = Paint.area(1);

  private final StringBuilder page = new StringBuilder();
  private final Batch batch = new Batch(1, LAYOUT.inputs());
  private final double[] x;
  private final Pass pass;

  BackwardPage() {
    for (int i = 0; i < PIXELS.length; i++) {
      batch.inputs()[i] = (byte) PIXELS[i];
    }
    batch.labels()[0] = LABEL;
    batch.setSize(1);
    x = batch.x()[0];
    pass = NETWORK.run(GIVEN, batch);
  }

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(PAGE), new BackwardPage().page());
    Files.writeString(Path.of(PICTURE), new BackwardPage().picture());
  }

  String page() {
    text(
        "# The backward pass by hand",
        "The smallest network that shows it: two inputs, two ReLU units, two classes, one example."
            + " Every number is computed by\n"
            + "[PlainNetwork](../src/main/java/zigzag/network/PlainNetwork.java) `run`, the steps"
            + " are taken by [Sgd](../src/main/java/zigzag/optimizer/Sgd.java) `step`;\n"
            + "[BackwardPage](../src/test/java/zigzag/docs/BackwardPage.java) writes the page, and"
            + " a test holds it to what they compute. Numbers are\n"
            + "rounded to three decimals, so the last one of a product made on paper may differ by"
            + " one.",
        "![The network with its weights, and what comes back through each](backward.svg)",
        "Black is the way forward, coloured what comes back: beside a weight its gradient, below a"
            + " unit that of its sum.");
    text("## Given");
    block(
        "x  = " + row(x) + ", and it is of class " + (LABEL + 1),
        matrix("W1", GIVEN, LAYOUT.w1()),
        "b1 = " + row(part(GIVEN, LAYOUT.b1())),
        matrix("W2", GIVEN, LAYOUT.w2()),
        "b2 = " + row(part(GIVEN, LAYOUT.b2())));
    forward();
    backward();
    meaning();
    step();
    text(
        "## A unit that is off",
        "With -1 in place of "
            + number(GIVEN[LAYOUT.b1() + 1])
            + " in b1, the second unit's sum is below 0: it puts out 0, so its row of dW2 is 0, and"
            + " its slope is 0,\n"
            + "so nothing goes back through it: its column of dW1 and its db1 are 0.");
    gradient(changed(LAYOUT.b1() + 1, -1));
    text(
        "## Units that are equal",
        "Equal columns in W1, equal entries in b1, equal rows in W2: both units put out the same"
            + " and get the same back. The columns of\n"
            + "dW1 and the rows of dW2 are equal, so after the step they still are. That is [the"
            + " symmetry](symmetry.md) that random weights break.");
    gradient(0.5, 0.5, 1, 1, 1, -0.5, 1, -0.5, 0.1, 0.1, 0.5, 0);
    text(
        "With zeros it is worse: h = 0 makes dW2 = 0, and W2 = 0 lets nothing through to dW1. Only"
            + " b2 learns.");
    gradient(new double[LAYOUT.parameterCount()]);
    return page.append("Back to [the lesson](lesson.md).\n").toString();
  }

  private void forward() {
    double[] a = pass.a()[0];
    double[] h = pass.h()[0];
    double[] z = pass.z()[0];
    double[] p = pass.p()[0];
    List<String> lines = new ArrayList<>(List.of("a = x W1 + b1"));
    for (int j = 0; j < a.length; j++) {
      lines.add(sum("  a" + (j + 1), x, column(LAYOUT.w1(), j), part(GIVEN, LAYOUT.b1())[j], a[j]));
    }
    lines.add("h = max(0, a)");
    lines.add("  h  = " + row(h));
    lines.add("z = h W2 + b2");
    for (int j = 0; j < z.length; j++) {
      lines.add(sum("  z" + (j + 1), h, column(LAYOUT.w2(), j), part(GIVEN, LAYOUT.b2())[j], z[j]));
    }
    lines.add("p = exp(z) / Σ exp(z)");
    String below = " / (exp(" + number(z[0]) + ") + exp(" + number(z[1]) + "))";
    for (int j = 0; j < p.length; j++) {
      lines.add("  p" + (j + 1) + " = exp(" + number(z[j]) + ")" + below + " = " + number(p[j]));
    }
    lines.add("L = -log p" + (LABEL + 1));
    lines.add("  L  = -log " + number(p[LABEL]) + " = " + number(pass.loss()));
    text("## Forward");
    block(lines.toArray(String[]::new));
    text("The network takes the example for class 1, which is wrong.");
  }

  private void backward() {
    double[] h = pass.h()[0];
    double[] dz = pass.dz()[0];
    double[] da = pass.da()[0];
    List<String> lines =
        new ArrayList<>(List.of("dz = p - t, where t is 1 for the class and else 0"));
    for (int j = 0; j < dz.length; j++) {
      lines.add(
          "  dz"
              + (j + 1)
              + " = "
              + number(pass.p()[0][j])
              + " - "
              + (j == LABEL ? 1 : 0)
              + " = "
              + number(dz[j]));
    }
    lines.add("dW2 = hᵀ dz,  db2 = dz");
    products("h", h, "dz", dz, LAYOUT.w2(), lines);
    lines.add("da = (dz W2ᵀ) ∘ f'(a), where f'(a) is 1 for a > 0 and else 0");
    for (int i = 0; i < da.length; i++) {
      double[] row = {GIVEN[LAYOUT.w2() + 2 * i], GIVEN[LAYOUT.w2() + 2 * i + 1]};
      lines.add(
          "  da"
              + (i + 1)
              + " = ("
              + terms(dz, row)
              + ") · "
              + (pass.a()[0][i] > 0 ? 1 : 0)
              + " = "
              + number(da[i]));
    }
    lines.add("dW1 = xᵀ da,  db1 = da");
    products("x", x, "da", da, LAYOUT.w1(), lines);
    text(
        "## Backward",
        "From the loss to the first layer, each line from what the one above it has left. A"
            + " weight's gradient is what went into it, times what\n"
            + "comes back to where it leads.");
    block(lines.toArray(String[]::new));
  }

  private void products(
      String left, double[] in, String right, double[] back, int offset, List<String> lines) {
    for (int i = 0; i < in.length; i++) {
      for (int j = 0; j < back.length; j++) {
        lines.add(
            "  "
                + left
                + (i + 1)
                + " "
                + right
                + (j + 1)
                + " = "
                + number(in[i])
                + " · "
                + factor(back[j])
                + " = "
                + number(pass.gradient()[offset + 2 * i + j]));
      }
    }
  }

  private void meaning() {
    double loss = NETWORK.run(changed(0, GIVEN[0] + NUDGE), batch).loss();
    text(
        "## What a gradient says",
        "By how much the loss changes, for so small a change of the weight that its own slope"
            + " hardly does. Raise the first weight of W1 by "
            + number(NUDGE)
            + ":");
    block(
        "L at " + number(GIVEN[0]) + "    " + decimals(pass.loss(), 6),
        "L at " + number(GIVEN[0] + NUDGE) + "  " + decimals(loss, 6),
        "change   "
            + decimals(loss - pass.loss(), 6)
            + " = "
            + number(NUDGE)
            + " · "
            + number((loss - pass.loss()) / NUDGE)
            + "; dW1 says "
            + number(pass.gradient()[0]));
    text("`scripts/zigzag gradcheck` does the same with a network of 784-128-10.");
  }

  private void step() {
    double squares = Arrays.stream(pass.gradient()).map(g -> g * g).sum();
    text(
        "## The step",
        "θ ← θ - η g for all "
            + LAYOUT.parameterCount()
            + " parameters at once. If every slope stayed as it is, the loss would fall by η ‖g‖² ="
            + " η · "
            + number(squares)
            + ":");
    page.append("| η | the slopes promise | it falls by | to |\n|---|---|---|---|\n");
    for (double rate : RATES) {
      float[] parameters = floats(GIVEN);
      new Sgd(rate).step(parameters, floats(pass.gradient()), new float[0][], 1, rate);
      double loss = NETWORK.run(PlainNetwork.doubles(parameters), batch).loss();
      page.append(
          "| "
              + String.join(
                  " | ",
                  number(rate),
                  number(rate * squares),
                  number(pass.loss() - loss),
                  number(loss))
              + " |\n");
    }
    page.append('\n');
    text(
        "The smaller the step, the truer the promise: a gradient knows the slope under its feet and"
            + " nothing else.");
  }

  /** What comes back with other parameters. */
  private void gradient(double... parameters) {
    Pass other = NETWORK.run(parameters, batch);
    block(
        "h   = " + row(other.h()[0]) + "    p = " + row(other.p()[0]),
        matrix("dW2", other.gradient(), LAYOUT.w2()),
        "db2 = " + row(part(other.gradient(), LAYOUT.b2())),
        matrix("dW1", other.gradient(), LAYOUT.w1()),
        "db1 = " + row(part(other.gradient(), LAYOUT.b1())));
  }

  String picture() {
    double[] left = {70, 320, 570};
    double[] top = {110, 290};
    Figure figure = Figure.of(640, 20, "x → a → h → z → p", "", "");
    return figure.svg(
        "Forward and backward through a network of 2-2-2 units",
        "The network of docs/backward.md with its weights and their gradients.",
        360,
        0,
        svg -> {
          edges(svg, left[0], left[1], top, LAYOUT.w1());
          edges(svg, left[1], left[2], top, LAYOUT.w2());
          for (int i = 0; i < 2; i++) {
            unit(svg, left[0], top[i], "x" + (i + 1) + " = " + number(x[i]), "");
            unit(
                svg,
                left[1],
                top[i],
                "h" + (i + 1) + " = " + number(pass.h()[0][i]),
                "da" + (i + 1) + " = " + number(pass.da()[0][i]));
            unit(
                svg,
                left[2],
                top[i],
                "p" + (i + 1) + " = " + number(pass.p()[0][i]),
                "dz" + (i + 1) + " = " + number(pass.dz()[0][i]));
          }
        });
  }

  private void edges(SvgWriter svg, double from, double to, double[] top, int offset) {
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        svg.add(
            "<line %s x1='%s' y1='%s' x2='%s' y2='%s'/>",
            Paint.AXIS, from + UNIT / 2, top[i], to - UNIT / 2, top[j]);
      }
    }
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        // Beside its edge, near where it begins: there no other edge is near.
        boolean level = i == j;
        double along = level ? 0.4 : 0.25;
        double x = from + UNIT / 2 + (to - from - UNIT) * along + (level ? 0 : 12);
        double y = top[i] + (top[j] - top[i]) * along;
        double at = y + (level ? (i == 0 ? -21 : 18) : i == 0 ? -6 : 8);
        int weight = offset + 2 * i + j;
        svg.ink(number(GIVEN[weight]), x, at, level ? "middle" : "start");
        back(svg, number(pass.gradient()[weight]), x, at + 15, level ? "middle" : "start");
      }
    }
  }

  private static void unit(SvgWriter svg, double x, double y, String forward, String backward) {
    svg.add(
        "<rect %s x='%s' y='%s' width='%s' height='44' rx='22' fill='none' stroke-width='1.5'/>",
        Paint.OUTLINE, x - UNIT / 2, y - 22, UNIT);
    svg.ink(forward, x, y + 4.5, "middle");
    back(svg, backward, x, y + 40, "middle");
  }

  private static void back(SvgWriter svg, String text, double x, double y, String anchor) {
    svg.add("<text %s x='%s' y='%s' text-anchor='%s'>%s</text>", BACK, x, y, anchor, text);
  }

  private static double[] changed(int index, double value) {
    double[] parameters = GIVEN.clone();
    parameters[index] = value;
    return parameters;
  }

  private static double[] part(double[] parameters, int from) {
    return Arrays.copyOfRange(parameters, from, from + 2);
  }

  private static double[] column(int offset, int column) {
    return new double[] {GIVEN[offset + column], GIVEN[offset + 2 + column]};
  }

  private static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }

  private static String sum(String name, double[] in, double[] weights, double bias, double sum) {
    return name + " = " + terms(in, weights) + " + " + factor(bias) + " = " + number(sum);
  }

  private static String terms(double[] left, double[] right) {
    return IntStream.range(0, left.length)
        .mapToObj(i -> factor(left[i]) + " · " + factor(right[i]))
        .collect(Collectors.joining(" + "));
  }

  private static String factor(double value) {
    return value < 0 ? "(" + number(value) + ")" : number(value);
  }

  private static String row(double[] values) {
    return Arrays.stream(values)
        .mapToObj(BackwardPage::number)
        .collect(Collectors.joining("  ", "[", "]"));
  }

  private static String matrix(String name, double[] parameters, int offset) {
    String[] text = new String[4];
    Arrays.setAll(text, i -> number(parameters[offset + i]));
    String columns = "%-" + Math.max(text[0].length(), text[2].length()) + "s  %s]";
    String indent = " ".repeat(name.length());
    return name
        + " = ["
        + Numerals.format(columns, text[0], text[1])
        + "\n"
        + indent
        + "   ["
        + Numerals.format(columns, text[2], text[3]);
  }

  /** Up to three decimals. */
  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(3, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String decimals(double value, int count) {
    return new BigDecimal(value).setScale(count, RoundingMode.HALF_UP).toPlainString();
  }

  private void text(String... paragraphs) {
    for (String paragraph : paragraphs) {
      page.append(paragraph).append("\n\n");
    }
  }

  private void block(String... lines) {
    page.append("```\n").append(String.join("\n", lines)).append("\n```\n\n");
  }
}
