package zigzag.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zigzag.data.Dataset;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.PlainNetwork;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.WeightDecay;
import zigzag.rule.Published;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Update;

/**
 * One test digit taken forward and backward through a network as it is, and the step that its rule
 * would take for it alone: all numbers of it, of one hidden unit where there are too many.
 *
 * @param unit the hidden unit j whose weights are told; where none was asked for, that of the
 *     largest |h|
 * @param w1 {@code W1[., j]}, and so on
 * @param gradientNorm of all parameters
 * @param learningRate of the next step, after its schedule
 * @param w1After the same weights after the step
 * @param clipNorm what the gradient's norm is scaled down to if it is larger; 0 for none
 * @param decoupled whether the weight decay is taken off the weights, not added to the gradient
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Magnifier(
    long step,
    int digit,
    int label,
    int unit,
    double[] x,
    double[] a,
    double[] h,
    double[] z,
    double[] p,
    double loss,
    double[] dz,
    double[] da,
    double[] w1,
    double[] dw1,
    double[] w1After,
    double b1,
    double db1,
    double b1After,
    double[][] w2,
    double[][] dw2,
    double[][] w2After,
    double[] b2,
    double[] db2,
    double[] b2After,
    double gradientNorm,
    double learningRate,
    String activation,
    double labelSmoothing,
    double clipNorm,
    double weightDecay,
    boolean decoupled,
    Menu.Choice rule,
    List<Slot> slots) {

  /**
   * What the rule remembers of the unit's weights, by the name that its formula has for it.
   *
   * @param w1 of {@code W1[., j]}, before the step
   * @param w2 of {@code W2[j, .]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slot(String name, double[] w1, double[] w1After, double[] w2, double[] w2After) {}

  static Answer answer(LiveTraining training, Call call) {
    Dataset test = training.start().first().data().test();
    LiveContender contender = training.contender(call);
    int digit = call.index("digit", "0", test.size());
    TrainingSettings settings = contender.settings();
    var schedule = settings.learningRateSchedule(training.start().first().data().training().length);
    Snapshot snapshot = contender.snapshot();
    long next = Math.min(schedule.steps(), snapshot.step() + 1);
    double rate = next == 0 ? 0 : schedule.rateAt(next);
    return Answer.json(of(snapshot, contender.layout, settings, test, digit, call, rate));
  }

  private static Magnifier of(
      Snapshot snapshot,
      Layout layout,
      TrainingSettings settings,
      Dataset test,
      int digit,
      Call call,
      double rate) {
    Activation activation = settings.architecture().activation();
    Batch batch = new Batch(1, layout.inputs());
    test.copyPixels(digit, batch.inputs(), 0);
    batch.labels()[0] = test.label(digit);
    batch.setSize(1);
    double[] before = PlainNetwork.doubles(snapshot.parameters());
    PlainNetwork.Pass pass =
        new PlainNetwork(layout, activation)
            .run(before, batch, null, settings.loop().labelSmoothing());
    double[] h = pass.h()[0];
    int unit = call.index("unit", Integer.toString(strongest(h)), h.length);
    double[] gradient = pass.gradient();
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    Update update = settings.update();
    Optimizer optimizer = update.optimizer();
    Snapshot stepped = after(snapshot, layout, update, gradient, norm, rate);
    double[] after = PlainNetwork.doubles(stepped.parameters());
    return new Magnifier(
        snapshot.step(),
        digit,
        test.label(digit),
        unit,
        batch.x()[0],
        pass.a()[0],
        h,
        pass.z()[0],
        pass.p()[0],
        pass.losses()[0],
        pass.dz()[0],
        pass.da()[0],
        column(before, layout, unit),
        column(gradient, layout, unit),
        column(after, layout, unit),
        before[layout.b1() + unit],
        gradient[layout.b1() + unit],
        after[layout.b1() + unit],
        rows(before, layout),
        rows(gradient, layout),
        rows(after, layout),
        end(before, layout),
        end(gradient, layout),
        end(after, layout),
        norm,
        rate,
        activation.label(),
        settings.loop().labelSmoothing(),
        update.clipNorm(),
        update.weightDecay(),
        optimizer.decoupledWeightDecay(),
        Menu.Choice.of(optimizer),
        slots(optimizer, snapshot.slots(), stepped.slots(), layout, unit));
  }

  private static int strongest(double[] h) {
    int strongest = 0;
    for (int j = 1; j < h.length; j++) {
      strongest = Math.abs(h[j]) > Math.abs(h[strongest]) ? j : strongest;
    }
    return strongest;
  }

  private static List<Slot> slots(
      Optimizer optimizer, float[][] before, float[][] after, Layout layout, int unit) {
    String[] names = optimizer.getClass().getAnnotation(Published.class).slots();
    List<Slot> slots = new ArrayList<>();
    for (int k = 0; k < names.length; k++) {
      double[] from = PlainNetwork.doubles(before[k]);
      double[] to = PlainNetwork.doubles(after[k]);
      slots.add(
          new Slot(
              names[k],
              column(from, layout, unit),
              column(to, layout, unit),
              rows(from, layout)[unit],
              rows(to, layout)[unit]));
    }
    return slots;
  }

  /** As a training's step does it: clips, decays, lets the rule work. */
  private static Snapshot after(
      Snapshot snapshot,
      Layout layout,
      Update update,
      double[] gradient,
      double norm,
      double rate) {
    float[] parameters = snapshot.parameters().clone();
    float[][] slots = Arrays.stream(snapshot.slots()).map(float[]::clone).toArray(float[][]::new);
    float[] g = new float[gradient.length];
    double scale = update.clipNorm() > 0 && norm > update.clipNorm() ? update.clipNorm() / norm : 1;
    for (int i = 0; i < g.length; i++) {
      g[i] = (float) (scale * gradient[i]);
    }
    if (rate > 0) {
      new WeightDecay(update.weightDecay())
          .apply(update.optimizer(), parameters, g, 0, layout.weightCount(), rate);
      update.optimizer().step(parameters, g, slots, snapshot.step() + 1, rate);
    }
    return new Snapshot(snapshot.step() + 1, parameters, slots);
  }

  private static double[] column(double[] vector, Layout layout, int unit) {
    double[] column = new double[layout.inputs()];
    Arrays.setAll(column, i -> vector[layout.w1() + i * layout.hidden() + unit]);
    return column;
  }

  private static double[][] rows(double[] vector, Layout layout) {
    double[][] rows = new double[layout.hidden()][];
    Arrays.setAll(
        rows,
        j ->
            Arrays.copyOfRange(
                vector,
                layout.w2() + j * layout.classes(),
                layout.w2() + (j + 1) * layout.classes()));
    return rows;
  }

  private static double[] end(double[] vector, Layout layout) {
    return Arrays.copyOfRange(vector, layout.b2(), layout.parameterCount());
  }
}
