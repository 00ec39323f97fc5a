package com.example;

import java.util.random.RandomGenerator;
import zigzag.initializer.Initializer;

/** A few weights of each unit are drawn, the others are 0 (Martens 2010). */
public record Sparse(double connections) implements Initializer {
  public Sparse() {
    this(15);
  }

  public Sparse {
    if (!(connections >= 1 && connections <= 1e6)) {
      throw new IllegalArgumentException("connections must be 1 to 1e6, not " + connections);
    }
  }

  @Override
  public float[] sample(int fanIn, int fanOut, RandomGenerator random) {
    float[] weights = new float[fanIn * fanOut];
    for (int unit = 0; unit < fanOut; unit++) {
      for (int k = 0; k < connections; k++) {
        weights[random.nextInt(fanIn) * fanOut + unit] = (float) random.nextGaussian();
      }
    }
    return weights;
  }

  @Override
  public String formula() {
    return "w ~ N(0, 1) for so many inputs of each unit, else 0";
  }

  @Override
  public String source() {
    return "Martens 2010, ICML";
  }
}
