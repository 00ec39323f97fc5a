package zigzag.experiment.symmetry;

import zigzag.archive.symmetry.SymmetryFile;

/**
 * What there is to see of a network at one moment.
 *
 * @param row the figures
 * @param w1 all incoming weights, {@code inputs × hidden}, row by row
 * @param cosines between the first units' weights, a square matrix
 * @param hidden the hidden activations on the probe, {@code examples × hidden}
 * @param probabilities what the network puts out on the probe, {@code examples × classes}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record SymmetryFrame(
    SymmetryFile.Row row, float[] w1, float[] cosines, float[] hidden, float[] probabilities) {}
