package com.example;

import zigzag.optimizer.Optimizer;

/** Steps of one size along the sign of a running mean (Bernstein et al. 2018). */
public record Signum(double learningRate, double momentum) implements Optimizer {
  public Signum() {
    this(0.001, 0.9);
  }

  public Signum {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), not " + momentum);
    }
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(float[] parameters, float[] gradient, float[][] slots, long t, double rate) {
    float[] mean = slots[0];
    for (int i = 0; i < parameters.length; i++) {
      mean[i] += (1 - (float) momentum) * (gradient[i] - mean[i]);
      parameters[i] -= (float) rate * Math.signum(mean[i]);
    }
  }

  @Override
  public String formula() {
    return "m ← μ m + (1 - μ) g; θ ← θ - η sign(m)";
  }

  @Override
  public String source() {
    return "Bernstein et al. 2018, ICML, arXiv:1802.04434";
  }
}
