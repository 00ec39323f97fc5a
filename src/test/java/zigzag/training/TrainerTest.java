package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.TrainingOutcome;
import zigzag.data.Dataset;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.optimizer.Adam;
import zigzag.optimizer.AdamW;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Momentum;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Evaluator;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Validation.Keep;

@Tag("slow")
class TrainerTest {
  /** A rate too small to move a float: parameters stay where they are. */
  private static final double STANDSTILL = 1e-30;

  private record Run(TrainingOutcome outcome, TrainingState state) {}

  private static Run train(TrainingSettings settings, DataSplit data) throws IOException {
    return train(settings, data, List.of());
  }

  private static Run train(
      TrainingSettings settings, DataSplit data, List<TrainingListener> listeners)
      throws IOException {
    try (Trainer trainer = new Trainer(settings, data)) {
      TrainingState state = trainer.initialState();
      return new Run(trainer.train(state, listeners, () -> false), state);
    }
  }

  @Test
  void dropoutChangesTrainingAndNotEvaluation() throws IOException {
    Draft draft = new Draft();
    draft.optimizer = new Sgd(STANDSTILL);
    draft.hidden = 40;
    DataSplit data = draft.digits(110, 10);
    Run without = train(draft.settings(), data);
    draft.dropout = 0.5;
    Run with = train(draft.settings(), data);
    Run again = train(draft.settings(), data);

    EpochMetrics first = without.state().history().get(1);
    EpochMetrics dropped = with.state().history().get(1);
    assertEquals(first.validationLoss(), dropped.validationLoss());
    assertTrue(dropped.trainLoss() > first.trainLoss(), "half the units guess worse");
    assertEquals(dropped.trainLoss(), again.state().history().get(1).trainLoss());
    EpochMetrics next = with.state().history().get(2);
    assertTrue(!dropped.trainLoss().equals(next.trainLoss()), "other units in every step");
  }

  @Test
  void endsAfterSoManySteps() throws IOException {
    Draft whole = new Draft();
    whole.epochs = 2;
    Draft cut = new Draft();
    cut.epochs = 2;
    cut.steps = 7;
    DataSplit data = cut.digits(110, 10); // 5 steps an epoch
    List<Double> wholeLosses = new ArrayList<>();
    List<Double> cutLosses = new ArrayList<>();
    train(whole.settings(), data, List.of(losses(wholeLosses)));
    Run run = train(cut.settings(), data, List.of(losses(cutLosses)));

    assertEquals(TrainingOutcome.FINISHED, run.outcome());
    assertEquals(wholeLosses.subList(0, 7), cutLosses);
    assertEquals(List.of(0L, 5L, 7L), steps(run.state()));
    EpochMetrics last = run.state().history().get(2);
    double mean = (cutLosses.get(5) + cutLosses.get(6)) / 2;
    assertEquals(mean, last.trainLoss(), 1e-6, "of the two steps of the second epoch");
  }

  private static List<Long> steps(TrainingState state) {
    return state.history().stream().map(EpochMetrics::step).toList();
  }

  private static TrainingListener losses(List<Double> losses) {
    return new TrainingListener() {
      @Override
      public void step(TrainingState state, double loss) {
        losses.add(loss);
      }
    };
  }

  @Test
  void aScheduleFillsTheStepsThereAre() throws IOException {
    Draft draft = new Draft();
    draft.epochs = 2;
    draft.steps = 7;
    draft.schedule = Schedule.COSINE;
    draft.warmup = 0.4; // 2 of 5 steps
    LearningRateSchedule schedule = draft.settings().learningRateSchedule(5 * draft.batch);
    assertEquals(7, schedule.steps());
    assertEquals(0.05, schedule.rateAt(1), 1e-12);
    assertEquals(0.1, schedule.rateAt(3), 1e-12);
    assertEquals(0.1 * (1 + Math.cos(Math.PI * 4 / 5)) / 2, schedule.rateAt(7), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void learnsTheBuiltInDigits(Activation activation) throws IOException {
    Draft draft = new Draft();
    draft.activation = activation;
    draft.init = activation == Activation.RELU ? "he" : "xavier";
    draft.hidden = 30;
    draft.optimizer = new Adam(0.01, 0.9, 0.999, 1e-8);
    draft.epochs = 8;
    draft.validation = 100;
    Run run = train(draft.settings(), draft.digits(600, 10));
    List<EpochMetrics> history = run.state().history();
    assertEquals(TrainingOutcome.FINISHED, run.outcome());
    assertEquals(9, history.size());
    assertTrue(history.get(8).trainLoss() < 0.25 * history.get(1).trainLoss());
    assertTrue(history.get(8).trainAccuracy() > 0.9);
    assertTrue(history.get(8).validationLoss() < 0.5 * history.get(0).validationLoss());
    assertTrue(history.get(8).validationAccuracy() > 0.6);
  }

  /** Seven images of seven pixels, of which image k has ink in pixel k alone. */
  private static DataSplit oneHot() {
    byte[] pixels = new byte[49];
    for (int k = 0; k < 7; k++) {
      pixels[8 * k] = (byte) 255;
    }
    Dataset data = new Dataset("one-hot", 1, 7, 3, pixels, new byte[] {0, 1, 2, 0, 1, 2, 0});
    return DataSplit.of(data, data, 0, 1);
  }

  private static Draft oneHotDraft(Optimizer rule) {
    Draft draft = new Draft();
    draft.hidden = 2;
    draft.activation = Activation.SIGMOID;
    draft.init = "normal:std=0.5";
    draft.optimizer = rule;
    draft.validation = 0;
    draft.batch = 3;
    draft.epochs = 4;
    return draft;
  }

  /** The pixels, and so the examples, that a step's gradient of W1 tells of. */
  private static Set<Integer> examples(float[] gradient) {
    Set<Integer> examples = new TreeSet<>();
    for (int pixel = 0; pixel < 7; pixel++) {
      if (gradient[2 * pixel] != 0 || gradient[2 * pixel + 1] != 0) {
        examples.add(pixel);
      }
    }
    return examples;
  }

  @Test
  void trainsOnEveryExampleOnceInAnEpoch() throws IOException {
    RecordingOptimizer recorder = new RecordingOptimizer(new Sgd(STANDSTILL));
    Run run = train(oneHotDraft(recorder).settings(), oneHot());
    assertEquals(12, run.state().step());
    assertEquals(LongStream.rangeClosed(1, 12).boxed().toList(), recorder.steps);
    List<List<Integer>> orders = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int index = 0; index < 3; index++) {
        Set<Integer> batch = examples(recorder.gradients.get(3 * epoch + index));
        assertEquals(index < 2 ? 3 : 1, batch.size());
        seen.addAll(batch);
      }
      orders.add(List.copyOf(seen));
      assertEquals(IntStream.range(0, 7).boxed().toList(), seen.stream().sorted().toList());
    }
    assertEquals(4, orders.stream().distinct().count(), "a new order every epoch");
  }

  /** The mean of a batch of one weighs it three times as much as one in a batch of three. */
  @Test
  void takesTheMeanOverTheShorterBatch() throws IOException {
    RecordingOptimizer recorder = new RecordingOptimizer(new Sgd(STANDSTILL));
    DataSplit data = oneHot();
    Run run = train(oneHotDraft(recorder).settings(), data);
    float[] ofExample = new float[14];
    for (int step = 0; step < 12; step++) {
      float[] gradient = recorder.gradients.get(step);
      int size = examples(gradient).size();
      for (int example : examples(gradient)) {
        for (int j = 2 * example; j < 2 * example + 2; j++) {
          float whole = gradient[j] * size;
          assertEquals(step < 3 ? whole : ofExample[j], whole, 1e-6 * Math.abs(whole));
          ofExample[j] = whole;
        }
      }
    }
    // the epoch's loss weighs examples, not batches
    try (Evaluator evaluator = new Evaluator(new Layout(7, 2, 3), Activation.SIGMOID, 1)) {
      Evaluation all = evaluator.evaluate(run.state().parameters(), data.train());
      EpochMetrics last = run.state().history().get(4);
      assertEquals(all.loss(), last.trainLoss(), 1e-6);
      assertEquals(all.accuracy(), last.trainAccuracy());
    }
  }

  @Test
  void optimizersStartAlikeAndSeeTheSameBatches() throws IOException {
    List<RecordingOptimizer> recorders = new ArrayList<>();
    for (Optimizer rule : List.of(new Sgd(0.5), new Momentum(0.1, 0.9), new Adam())) {
      RecordingOptimizer recorder = new RecordingOptimizer(rule);
      train(oneHotDraft(recorder).settings(), oneHot());
      recorders.add(recorder);
    }
    RecordingOptimizer first = recorders.get(0);
    for (RecordingOptimizer other : recorders.subList(1, 3)) {
      assertArrayEquals(first.parameters.get(0), other.parameters.get(0));
      for (int step = 0; step < 12; step++) {
        assertEquals(examples(first.gradients.get(step)), examples(other.gradients.get(step)));
      }
      assertFalse(Arrays.equals(first.parameters.get(11), other.parameters.get(11)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNumberOfThreadsChangesNoBit(Augmentation.Kind kind) throws IOException {
    Augmentation augmentation = new Augmentation(kind);
    Draft draft = new Draft();
    draft.hidden = 33;
    draft.batch = 64;
    draft.optimizer = new Adam();
    draft.augmentation = augmentation;
    DataSplit data = draft.digits(150, 10);
    TrainingState one = train(draft.settings(), data).state();
    draft.threads = 2;
    TrainingState two = train(draft.settings(), data).state();
    assertArrayEquals(one.parameters(), two.parameters());
    assertArrayEquals(one.slots, two.slots);
    assertEquals(timeless(one), timeless(two));
  }

  private static List<String> timeless(TrainingState state) {
    return state.history().stream()
        .map(metrics -> metrics.toString().replaceFirst("seconds=.*", ""))
        .toList();
  }

  @Test
  void seedsChangeWeightsAndOrder() throws IOException {
    Draft draft = new Draft();
    DataSplit data = draft.digits(60, 10);
    float[] first = train(draft.settings(), data).state().parameters();
    assertArrayEquals(first, train(draft.settings(), data).state().parameters());
    draft.seed = 2;
    assertFalse(Arrays.equals(first, train(draft.settings(), data).state().parameters()));
  }

  @Test
  void augmentationChangesWhatIsLearnedAndIsRepeatable() throws IOException {
    Draft draft = new Draft();
    DataSplit data = draft.digits(60, 10);
    List<float[]> results = new ArrayList<>();
    for (Augmentation augmentation :
        List.of(
            Augmentation.NONE,
            new Augmentation(Augmentation.Kind.AFFINE),
            new Augmentation(Augmentation.Kind.ELASTIC))) {
      draft.augmentation = augmentation;
      float[] result = train(draft.settings(), data).state().parameters();
      assertArrayEquals(result, train(draft.settings(), data).state().parameters());
      for (float[] other : results) {
        assertFalse(Arrays.equals(other, result));
      }
      results.add(result);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStepHasTheRateOfItsSchedule(Schedule schedule) throws IOException {
    RecordingOptimizer recorder = new RecordingOptimizer(new Sgd(0.1));
    Draft draft = oneHotDraft(recorder);
    draft.schedule = schedule;
    draft.warmup = 1;
    Run run = train(draft.settings(), oneHot());
    LearningRateSchedule rates = new LearningRateSchedule(schedule, 0.1, 1, 4, 3);
    assertEquals(LongStream.rangeClosed(1, 12).mapToObj(rates::rateAt).toList(), recorder.rates);
    assertEquals(rates.rateAt(12), run.state().history().get(4).learningRate());
    assertTrue(recorder.rates.get(0) < recorder.rates.get(2));
  }

  @Test
  void shortensTheGradientInFrontOfWeightDecay() throws IOException {
    RecordingOptimizer free = new RecordingOptimizer(new Sgd(0.001));
    RecordingOptimizer clipped = new RecordingOptimizer(new Sgd(0.001));
    Draft draft = oneHotDraft(free);
    draft.biasInit = 0.5;
    draft.weightDecay = 0.25;
    train(draft.settings(), oneHot());
    double decayed = 0.25;
    float[] theta = free.parameters.get(0);
    int weights = new Layout(7, 2, 3).weightCount();
    float[] gradient = free.gradients.get(0).clone();
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= i < weights ? (float) decayed * theta[i] : 0;
      squares += (double) gradient[i] * gradient[i];
    }
    double norm = Math.sqrt(squares);
    draft.optimizer = clipped;
    draft.clipNorm = norm / 4;
    train(draft.settings(), oneHot());
    for (int i = 0; i < gradient.length; i++) {
      double pulled = gradient[i] / 4 + (i < weights ? decayed * theta[i] : 0);
      assertEquals(pulled, clipped.gradients.get(0)[i], 1e-6);
    }
  }

  /** Held to the formula, step by step, with rules that update in slices and on the whole. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void judgesAndKeepsTheRunningMeanOfTheParameters(boolean whole) throws IOException {
    Draft draft = new Draft();
    draft.optimizer = whole ? new RecordingOptimizer(new Sgd(0.1)) : new Sgd(0.1);
    draft.ema = 0.9;
    draft.threads = 2;
    draft.keep = Keep.LAST;
    DataSplit data = draft.digits(300, 10);
    try (Trainer trainer = new Trainer(draft.settings(), data)) {
      TrainingState state = trainer.initialState();
      double[] mean = new double[state.parameters().length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = state.parameters()[i];
      }
      TrainingListener follow =
          new TrainingListener() {
            @Override
            public void step(TrainingState now, double loss) {
              double t = now.step();
              double d = Math.min(0.9, (1 + t) / (10 + t));
              for (int i = 0; i < mean.length; i++) {
                mean[i] = d * mean[i] + (1 - d) * now.parameters()[i];
              }
            }
          };
      trainer.train(state, List.of(follow), () -> false);
      double distance = 0;
      for (int i = 0; i < mean.length; i++) {
        assertEquals(mean[i], state.averagedParameters[i], 1e-5);
        distance += Math.abs(mean[i] - state.parameters()[i]);
      }
      assertTrue(distance > 0.01, "the mean is not the last parameters");
    }
  }

  @Test
  void smoothsLabelsWhileTrainingAlone() throws IOException {
    Draft draft = new Draft();
    DataSplit data = draft.digits(300, 10);
    Run plain = train(draft.settings(), data);
    draft.labelSmoothing = 0.2;
    Run smooth = train(draft.settings(), data);
    assertEquals(
        plain.state().history().get(0).validationLoss(),
        smooth.state().history().get(0).validationLoss());
    assertTrue(!Arrays.equals(plain.state().parameters(), smooth.state().parameters()));
  }

  /** With and without clipping an update takes another way through the network's threads. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adamw", "lion"})
  void aNormThatIsNeverReachedChangesNoBit(String rule) throws IOException {
    Draft draft = new Draft();
    draft.optimizer = new Optimizers().create(rule, Map.of());
    draft.weightDecay = 0.01;
    draft.threads = 2;
    DataSplit data = draft.digits(300, 10);
    Run free = train(draft.settings(), data);
    draft.clipNorm = 1e30;
    Run clipped = train(draft.settings(), data);
    assertArrayEquals(free.state().parameters(), clipped.state().parameters());
    assertEquals(timeless(free.state()), timeless(clipped.state()));
    draft.clipNorm = 1e-3;
    Run shortened = train(draft.settings(), data);
    assertTrue(!Arrays.equals(free.state().parameters(), shortened.state().parameters()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightDecayReachesWeightsAndSparesBiases(boolean decoupled) throws IOException {
    Optimizer rule = decoupled ? new AdamW() : new Sgd(0.001);
    RecordingOptimizer without = new RecordingOptimizer(rule);
    RecordingOptimizer with = new RecordingOptimizer(rule);
    Draft draft = oneHotDraft(without);
    draft.biasInit = 0.5;
    train(draft.settings(), oneHot());
    draft.optimizer = with;
    draft.weightDecay = 0.25;
    train(draft.settings(), oneHot());
    float[] theta = without.parameters.get(0);
    float[] gradient = without.gradients.get(0);
    int weights = new Layout(7, 2, 3).weightCount();
    for (int i = 0; i < theta.length; i++) {
      boolean decays = i < weights;
      float shrunk = theta[i] - (decays && decoupled ? 0.001f * 0.25f * theta[i] : 0);
      float pulled = gradient[i] + (decays && !decoupled ? 0.25f * theta[i] : 0);
      assertEquals(shrunk, with.parameters.get(0)[i], 1e-7f);
      assertEquals(pulled, with.gradients.get(0)[i], 1e-7f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "0, 9", "20, 9"})
  void stopsWhenPatienceIsOver(int patience, int epochs) throws IOException {
    Draft draft = new Draft();
    draft.optimizer = new Sgd(STANDSTILL);
    draft.patience = patience;
    draft.epochs = 9;
    Run run = train(draft.settings(), draft.digits(60, 10));
    assertEquals(epochs, run.state().epochsDone());
    assertEquals(epochs < 9 ? TrainingOutcome.EARLY : TrainingOutcome.FINISHED, run.outcome());
    assertEquals(0, run.state().bestEpoch());
  }

  /** Remembers the parameters after every epoch. */
  private static final class ParameterHistory implements TrainingListener {
    final List<float[]> afterEpoch = new ArrayList<>();

    @Override
    public void step(TrainingState state, double loss) {}

    @Override
    public void epoch(TrainingState state, EpochMetrics metrics) {
      afterEpoch.add(state.parameters().clone());
    }
  }

  @Test
  void keepsTheParametersOfTheBestEpoch() throws IOException {
    Draft draft = new Draft();
    draft.hidden = 20;
    draft.validation = 40;
    draft.optimizer = new Adam(0.1, 0.9, 0.999, 1e-8);
    draft.epochs = 12;
    ParameterHistory parameters = new ParameterHistory();
    Run run = train(draft.settings(), draft.digits(200, 10), List.of(parameters));
    List<EpochMetrics> history = run.state().history();
    int best = 0;
    for (EpochMetrics metrics : history) {
      double more = metrics.validationAccuracy() - history.get(best).validationAccuracy();
      double less = history.get(best).validationLoss() - metrics.validationLoss();
      best = more > 0 || (more == 0 && less > 0) ? metrics.epoch() : best;
    }
    assertTrue(best > 0 && best < 12, "a best epoch amid the others, not " + best);
    assertEquals(best, run.state().bestEpoch());
    assertArrayEquals(parameters.afterEpoch.get(best), run.state().bestParameters());
    assertArrayEquals(parameters.afterEpoch.get(12), run.state().parameters());
  }

  @Test
  void theLastEpochIsBestWithoutValidation() throws IOException {
    Draft draft = new Draft();
    draft.validation = 0;
    Run run = train(draft.settings(), draft.digits(60, 10));
    assertEquals(3, run.state().bestEpoch());
    assertArrayEquals(run.state().parameters(), run.state().bestParameters());
    assertNull(run.state().history().get(3).validationLoss());
  }

  @ParameterizedTest
  @EnumSource
  void divergesWithoutAnException(Activation activation) throws IOException {
    Draft draft = new Draft();
    draft.activation = activation;
    draft.optimizer = new Sgd(3e38);
    draft.epochs = 20;
    Run run = train(draft.settings(), draft.digits(60, 10));
    assertEquals(TrainingOutcome.DIVERGED, run.outcome());
    assertTrue(run.state().step() > 0);
  }

  /** The last step has no next one whose loss would show what it did. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void divergesInTheVeryLastStep(int validation) throws IOException {
    Draft draft = new Draft();
    draft.validation = validation;
    draft.optimizer = new Sgd(3e38);
    draft.batch = 100;
    draft.epochs = 1;
    Run run = train(draft.settings(), draft.digits(60, 10));
    assertEquals(1, run.state().step());
    assertEquals(TrainingOutcome.DIVERGED, run.outcome());
  }

  @Test
  void listenersHearOfEveryStepAndEpoch() throws IOException {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void step(TrainingState state, double loss) {
            assertTrue(loss > 0);
            heard.add("step " + state.step());
          }

          @Override
          public void epoch(TrainingState state, EpochMetrics metrics) {
            heard.add("epoch " + metrics.epoch() + " after " + metrics.step());
          }
        };
    Draft draft = oneHotDraft(new Sgd());
    draft.batch = 4;
    draft.epochs = 2;
    train(draft.settings(), oneHot(), List.of(listener));
    assertEquals(
        List.of(
            "epoch 0 after 0",
            "step 1",
            "step 2",
            "epoch 1 after 2",
            "step 3",
            "step 4",
            "epoch 2 after 4"),
        heard);
  }

  @Test
  void epochZeroHasNoTrainingFigures() throws IOException {
    Draft draft = new Draft();
    draft.epochs = 0;
    Run run = train(draft.settings(), draft.digits(60, 10));
    assertEquals(TrainingOutcome.FINISHED, run.outcome());
    EpochMetrics start = run.state().history().get(0);
    assertNull(start.trainLoss());
    assertNull(start.seconds());
    assertTrue(start.validationLoss() > 1);
  }

  /** The gradient's norm is that of the loss alone, averaged over the epoch's steps. */
  @Test
  void meansTheGradientNormOverTheSteps() throws IOException {
    RecordingOptimizer recorder = new RecordingOptimizer(new Sgd(0.1));
    Run run = train(oneHotDraft(recorder).settings(), oneHot());
    double sum = 0;
    for (float[] gradient : recorder.gradients.subList(9, 12)) {
      double square = 0;
      for (float value : gradient) {
        square += (double) value * value;
      }
      sum += Math.sqrt(square);
    }
    assertEquals(sum / 3, run.state().history().get(4).gradientNorm(), 1e-12);
  }
}
