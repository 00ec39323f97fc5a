package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * Two steps of each rule by hand, slots included: one parameter that starts at 1, with gradients
 * 0.5 and -0.25 and η = 0.1. Every ε is large enough to show.
 */
class OptimizerGoldenTest {
  private static final float G1 = 0.5f;
  private static final float G2 = -0.25f;

  @Test
  void sgd() {
    Run run = new Run(new Sgd(0.1), 1);
    assertState(run.step(G1), 0.95);
    assertState(run.step(G2), 0.975);
  }

  @Test
  void momentum() {
    Run run = new Run(new Momentum(0.1, 0.9), 1);
    assertState(run.step(G1), 1 - 0.05, -0.05);
    // v = 0.9 · (-0.05) + 0.1 · 0.25
    assertState(run.step(G2), 0.95 - 0.02, -0.02);
  }

  @Test
  void nesterov() {
    Run run = new Run(new Nesterov(0.1, 0.9), 1);
    assertState(run.step(G1), 1 - 0.9 * 0.05 - 0.05, -0.05);
    assertState(run.step(G2), 0.905 - 0.9 * 0.02 + 0.025, -0.02);
  }

  @Test
  void adaGrad() {
    Run run = new Run(new AdaGrad(0.1, 0.01), 1);
    double theta1 = 1 - 0.05 / (0.5 + 0.01);
    assertState(run.step(G1), theta1, 0.25);
    assertState(run.step(G2), theta1 + 0.025 / (Math.sqrt(0.3125) + 0.01), 0.3125);
  }

  @Test
  void rmsProp() {
    Run run = new Run(new RmsProp(0.1, 0.9, 0.01), 1);
    double theta1 = 1 - 0.05 / (Math.sqrt(0.025) + 0.01);
    assertState(run.step(G1), theta1, 0.025);
    // s = 0.9 · 0.025 + 0.1 · 0.0625
    assertState(run.step(G2), theta1 + 0.025 / (Math.sqrt(0.02875) + 0.01), 0.02875);
  }

  @Test
  void adaDelta() {
    Run run = new Run(new AdaDelta(0.1, 0.9, 0.01), 1);
    double delta1 = 0.5 * Math.sqrt(0.01) / Math.sqrt(0.025 + 0.01);
    double d1 = 0.1 * delta1 * delta1;
    assertState(run.step(G1), 1 - 0.1 * delta1, 0.025, d1);
    double delta2 = -0.25 * Math.sqrt(d1 + 0.01) / Math.sqrt(0.02875 + 0.01);
    double d2 = 0.9 * d1 + 0.1 * delta2 * delta2;
    assertState(run.step(G2), 1 - 0.1 * delta1 - 0.1 * delta2, 0.02875, d2);
  }

  @Test
  void adam() {
    assertAdam(new Adam(0.1, 0.9, 0.999, 0.01));
  }

  @Test
  void adamW() {
    assertAdam(new AdamW(0.1, 0.9, 0.999, 0.01));
  }

  private static void assertAdam(Optimizer rule) {
    Run run = new Run(rule, 1);
    double theta1 = 1 - 0.1 * 0.5 / (0.5 + 0.01);
    assertState(run.step(G1), theta1, 0.05, 0.00025);
    // m = 0.9 · 0.05 - 0.1 · 0.25; v = 0.999 · 0.00025 + 0.001 · 0.0625
    double theta2 = theta1 - 0.1 * (0.02 / 0.19) / (Math.sqrt(0.00031225 / 0.001999) + 0.01);
    assertState(run.step(G2), theta2, 0.02, 0.00031225);
  }

  @Test
  void nadam() {
    Run run = new Run(new Nadam(0.1, 0.9, 0.999, 0.01), 1);
    double theta1 = 1 - 0.1 * (0.9 * 0.05 / 0.19 + 0.1 * 0.5 / 0.1) / (0.5 + 0.01);
    assertState(run.step(G1), theta1, 0.05, 0.00025);
    double theta2 =
        theta1
            - 0.1
                * (0.9 * 0.02 / 0.271 - 0.1 * 0.25 / 0.19)
                / (Math.sqrt(0.00031225 / 0.001999) + 0.01);
    assertState(run.step(G2), theta2, 0.02, 0.00031225);
  }

  @Test
  void amsGrad() {
    Run run = new Run(new AmsGrad(0.1, 0.9, 0.5, 0.01), 1);
    double theta1 = 1 - 0.1 * 0.5 / (0.5 + 0.01);
    assertState(run.step(G1), theta1, 0.05, 0.125, 0.125);
    // v falls to 0.5 · 0.125 + 0.5 · 0.0625, its maximum stays
    double theta2 = theta1 - 0.1 * (0.02 / 0.19) / (Math.sqrt(0.125 / 0.75) + 0.01);
    assertState(run.step(G2), theta2, 0.02, 0.09375, 0.125);
  }

  @Test
  void lion() {
    Run run = new Run(new Lion(0.1, 0.9, 0.99), 1);
    assertState(run.step(G1), 0.9, 0.005);
    // c = 0.9 · 0.005 - 0.1 · 0.25 < 0; m = 0.99 · 0.005 - 0.01 · 0.25
    assertState(run.step(G2), 1.0, 0.00245);
  }

  /** The defaults as published, each written out here a second time. */
  @Test
  void defaults() {
    assertEquals(new Sgd(0.01), new Sgd());
    assertEquals(new Momentum(0.01, 0.9), new Momentum());
    assertEquals(new Nesterov(0.01, 0.9), new Nesterov());
    assertEquals(new AdaGrad(0.01, 1e-8), new AdaGrad());
    assertEquals(new RmsProp(0.001, 0.9, 1e-8), new RmsProp());
    assertEquals(new AdaDelta(1, 0.95, 1e-6), new AdaDelta());
    assertEquals(new Adam(0.001, 0.9, 0.999, 1e-8), new Adam());
    assertEquals(new AdamW(0.001, 0.9, 0.999, 1e-8), new AdamW());
    assertEquals(new Nadam(0.002, 0.9, 0.999, 1e-8), new Nadam());
    assertEquals(new AmsGrad(0.001, 0.9, 0.999, 1e-8), new AmsGrad());
    assertEquals(new Lion(1e-4, 0.9, 0.99), new Lion());
  }

  private static void assertState(Run run, double parameter, double... slots) {
    assertEquals(parameter, run.parameters[0], 1e-6 * Math.abs(parameter), "parameter");
    assertEquals(slots.length, run.slots.length, "number of slots");
    for (int i = 0; i < slots.length; i++) {
      assertEquals(slots[i], run.slots[i][0], 1e-6 * Math.abs(slots[i]), "slot " + i);
    }
  }
}
