/**
 * One training: its settings, its random streams, the loop over epochs, evaluation, checkpoints and
 * the run folder.
 */
package zigzag.training;
