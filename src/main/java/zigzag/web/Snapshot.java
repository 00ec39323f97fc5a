package zigzag.web;

import java.util.Arrays;
import zigzag.training.TrainingState;

/** A copy of a network amid its training, and of what its rule remembers. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Snapshot(long step, float[] parameters, float[][] slots) {
  static Snapshot of(TrainingState state) {
    return new Snapshot(
        state.step(),
        state.parameters().clone(),
        Arrays.stream(state.slots()).map(float[]::clone).toArray(float[][]::new));
  }
}
