/**
 * Update rules and learning-rate schedules in plain Java: hyperparameters are immutable records,
 * state is {@code float[][]} that the caller owns.
 */
package zigzag.optimizer;
