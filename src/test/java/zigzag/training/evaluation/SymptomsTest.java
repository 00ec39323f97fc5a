package zigzag.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zigzag.archive.run.Symptom;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.network.InitialParameters;
import zigzag.network.Layout;
import zigzag.optimizer.Optimizers;
import zigzag.training.Draft;
import zigzag.training.Trainer;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Symptoms.Snapshot;

@Tag("slow")
class SymptomsTest {
  private static final Layout LAYOUT = new Layout(6, 4, 3);
  private static final Evaluation SOUND = evaluation(0.5, 0, 1, 1);
  private static final Evaluation ONE_CLASS = evaluation(1.2, 2, 2, 2);
  private static final float[] DIFFERENT = parameters(new Initializers.Normal(1));
  private static final double GUESSING = 1.1;
  private static final Snapshot START = new Snapshot(60, 1.3, 0.1, 0);
  private static final Snapshot LEARNED = new Snapshot(60, 0.4, 0.3, 1);

  private static Evaluation evaluation(double loss, int... predictions) {
    return new Evaluation(loss, new int[] {0, 1, 2}, predictions, new float[3], 3);
  }

  private static float[] parameters(Initializer initializer) {
    return InitialParameters.sample(LAYOUT, initializer, 0, new SplittableRandom(1));
  }

  private static Draft draft(Activation activation) {
    Draft draft = new Draft();
    draft.activation = activation;
    return draft;
  }

  private static List<Symptom> symptoms(
      Layout layout, Activation activation, float[] parameters, Evaluation evaluation) {
    return new Symptoms(draft(activation).settings(), layout, 60, GUESSING)
        .of(DIFFERENT, parameters, evaluation, 9, START, LEARNED);
  }

  private static List<Symptom> symptoms(
      Activation activation, float[] parameters, Evaluation evaluation) {
    return symptoms(LAYOUT, activation, parameters, evaluation);
  }

  /** Of units that differ, and of a test loss above that of guessing. */
  private static List<Symptom> symptoms(Draft draft, Snapshot start, Snapshot end) {
    return new Symptoms(draft.settings(), LAYOUT, 60, GUESSING)
        .of(DIFFERENT, DIFFERENT, evaluation(1.2, 0, 1, 1), 9, start, end);
  }

  private static List<String> names(List<Symptom> symptoms) {
    return symptoms.stream().map(Symptom::symptom).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aSoundNetworkHasNone(Activation activation) {
    assertEquals(List.of(), symptoms(activation, DIFFERENT, SOUND));
  }

  @Test
  void tellsOfANetworkThatKnowsOneClass() {
    assertEquals(
        List.of(
            "Every example is taken for class 2, which is right for 33.33 % of them. The network"
                + " tells nothing apart. Start from the defaults, which learn, and change one flag"
                + " at a time."),
        symptoms(Activation.RELU, DIFFERENT, ONE_CLASS).stream().map(Symptom::text).toList());
  }

  /** The output bias has learned; the weights could not. */
  @Test
  void tellsWhyReluUnitsThatStartAtZeroStayThere() {
    float[] parameters = parameters(new Initializers.Zeros());
    parameters[LAYOUT.b2()] = 0.5f;
    List<Symptom> symptoms = symptoms(Activation.RELU, parameters, SOUND);
    assertEquals(List.of("All weights are still exactly 0"), names(symptoms));
    assertTrue(symptoms.get(0).explanation().startsWith("ReLU units that start at 0 put out 0"));
    assertEquals("Break the symmetry with --init he.", symptoms.get(0).remedy());
  }

  /** Whatever the loss: units that are equal are the reason. */
  @ParameterizedTest
  @EnumSource
  void tellsOfUnitsThatAreEqual(Activation activation) {
    List<Symptom> symptoms =
        symptoms(activation, parameters(new Initializers.Constant()), ONE_CLASS);
    assertEquals(List.of("All 4 hidden units are equal"), names(symptoms));
    assertTrue(
        symptoms.get(0).explanation().startsWith("Every example is taken for class 2"),
        symptoms.get(0).explanation());
    String better = activation == Activation.RELU ? "he." : "xavier.";
    assertEquals("Break the symmetry with --init " + better, symptoms.get(0).remedy());
  }

  /** One bit in one weight is enough for a unit of its own. */
  @Test
  void aUnitThatDiffersInOneBitIsNotEqual() {
    float[] parameters = parameters(new Initializers.Constant());
    parameters[LAYOUT.w1() + 5] = Math.nextUp(parameters[LAYOUT.w1() + 5]);
    assertEquals(List.of(), symptoms(Activation.TANH, parameters, SOUND));
  }

  /** Unequal units whose hash codes are equal: 31 a + b is the same for both. */
  @Test
  void unitsAreComparedThemselvesNotTheirHashes() {
    Layout layout = new Layout(2, 2, 1);
    int a = Float.floatToIntBits(0.5f);
    int b = Float.floatToIntBits(0.25f);
    float[] parameters = new float[layout.parameterCount()];
    parameters[0] = Float.intBitsToFloat(a);
    parameters[1] = Float.intBitsToFloat(a + 1);
    parameters[2] = Float.intBitsToFloat(b);
    parameters[3] = Float.intBitsToFloat(b - 31);
    assertEquals(List.of(), symptoms(layout, Activation.TANH, parameters, SOUND));
  }

  @Test
  void aSingleUnitHasNoneToEqual() {
    Layout layout = new Layout(6, 1, 3);
    float[] parameters = new float[layout.parameterCount()];
    parameters[0] = 1;
    assertEquals(List.of(), symptoms(layout, Activation.RELU, parameters, SOUND));
  }

  /** BLAS rounds the columns at the edge of a product differently. */
  @Test
  void tellsOfUnitsThatRoundingAloneToldApart() {
    float[] equal = parameters(new Initializers.Constant());
    float[] parted = equal.clone();
    parted[LAYOUT.w1() + 5] = Math.nextUp(parted[LAYOUT.w1() + 5]);
    Symptoms symptoms = new Symptoms(draft(Activation.SIGMOID).settings(), LAYOUT, 60, GUESSING);
    assertEquals(
        List.of("All 4 hidden units started equal"),
        names(symptoms.of(equal, parted, ONE_CLASS, 9, START, LEARNED)));
    assertEquals(List.of(), symptoms.of(equal, parted, SOUND, 9, START, LEARNED));
  }

  @Test
  void tellsOfWeightsThatAreTooLargeFromTheStart() {
    Snapshot sure = new Snapshot(60, 100, 10, 0);
    List<Symptom> symptoms = symptoms(draft(Activation.TANH), sure, new Snapshot(60, 70, 10, 0));
    assertEquals(List.of("The initial weights are too large"), names(symptoms));
    assertEquals("Try --init xavier.", symptoms.get(0).remedy());
  }

  @Test
  void tellsOfARateThatIsTooHigh() {
    Draft draft = new Draft();
    draft.optimizer = Optimizers.withLearningRate(draft.optimizer, 40);
    List<Symptom> worse = symptoms(draft, START, new Snapshot(60, 1e9, 0.3, 0));
    assertEquals(List.of("The learning rate is too high"), names(worse));
    assertEquals(
        "At a learning rate of 40 the loss on 60 training examples went from 1.3 to"
            + " 1e9; knowing no more than how frequent each class is gives 1.1. The root"
            + " mean square of the weights went from 0.1 to 0.3.",
        worse.get(0).explanation());
    assertEquals("Try a smaller --lr, such as 0.01, the default of sgd.", worse.get(0).remedy());
    List<Symptom> blownUp = symptoms(draft, START, new Snapshot(60, 1.1, 8, 3));
    assertEquals(
        List.of("The learning rate is too high", "3 of 4 hidden units (75 %) are dead"),
        names(blownUp));
  }

  @Test
  void tellsOfARateThatIsTooLow() {
    Draft draft = new Draft();
    draft.optimizer = Optimizers.withLearningRate(draft.optimizer, 1e-6);
    List<Symptom> symptoms = symptoms(draft, START, new Snapshot(60, 1.29, 0.1, 0));
    assertEquals(
        List.of("The learning rate is too low, or the training too short"), names(symptoms));
    assertEquals("Try a larger --lr, such as 0.01, or more --epochs.", symptoms.get(0).remedy());
  }

  @ParameterizedTest
  @CsvSource({"RELU, dead, he", "SIGMOID, saturated, xavier", "TANH, saturated, xavier"})
  void tellsOfUnitsThatWereSilentFromTheStart(Activation activation, String word, String init) {
    Snapshot silent = new Snapshot(60, 1.3, 0.1, 4);
    List<Symptom> symptoms = symptoms(draft(activation), silent, silent);
    assertEquals(List.of("4 of 4 hidden units (100 %) are " + word), names(symptoms));
    assertEquals("Try --init " + init + " and --bias-init 0.", symptoms.get(0).remedy());
  }

  /** Enough to learn something, but too few steps for much. */
  @Test
  void tellsOfABatchLargerThanTheData() {
    Draft draft = new Draft();
    draft.batch = 61;
    Evaluation middling = evaluation(0.6, 0, 1, 1);
    List<Symptom> symptoms =
        new Symptoms(draft.settings(), LAYOUT, 60, GUESSING)
            .of(DIFFERENT, DIFFERENT, middling, 9, START, LEARNED);
    assertEquals(List.of("The batch is larger than the data"), names(symptoms));
    draft.batch = 60;
    assertEquals(
        List.of(),
        new Symptoms(draft.settings(), LAYOUT, 60, GUESSING)
            .of(DIFFERENT, DIFFERENT, middling, 9, START, LEARNED));
  }

  @Test
  void anUntrainedNetworkIsNoSymptomOfARate() {
    assertEquals(
        List.of(),
        new Symptoms(new Draft().settings(), LAYOUT, 60, GUESSING)
            .of(DIFFERENT, DIFFERENT, evaluation(2, 0, 1, 1), 0, START, START));
  }

  private static List<String> afterTraining(Draft draft) throws IOException {
    DataSplit data = draft.digits(300, 60);
    try (Trainer trainer = new Trainer(draft.settings(), data)) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      float[] kept = state.bestParameters();
      return names(trainer.symptoms(state, kept, trainer.test(kept)));
    }
  }

  /** What the program shows of the mistakes, from start to end. */
  @ParameterizedTest
  @CsvSource({
    "zeros, 0.1, All weights are still exactly 0",
    "constant, 0.1, All 8 hidden units are equal",
    "he, 1000, The learning rate is too high",
    "normal, 1000, The learning rate is too high",
    "normal:std=30, 0.001, The initial weights are too large",
    "he, 1e-7, 'The learning rate is too low, or the training too short'",
  })
  void showsTheMistakeAfterATraining(String init, double rate, String symptom) throws IOException {
    Draft draft = new Draft();
    draft.init = init;
    draft.optimizer = Optimizers.withLearningRate(draft.optimizer, rate);
    List<String> found = afterTraining(draft);
    assertEquals(symptom, found.isEmpty() ? "" : found.get(0));
  }

  /** A rate and a start that teach something are not complained of, however slow they are. */
  @ParameterizedTest
  @CsvSource({"he, 0.1", "he, 0.2", "normal, 0.3", "xavier, 0.1", "orthogonal, 0.1"})
  void saysNothingOfATrainingThatLearns(String init, double rate) throws IOException {
    for (Activation activation : Activation.values()) {
      Draft draft = draft(activation);
      draft.init = init;
      draft.epochs = 12;
      draft.optimizer = Optimizers.withLearningRate(draft.optimizer, rate);
      assertEquals(List.of(), afterTraining(draft), activation::label);
    }
  }
}
