package zigzag.training.evaluation;

/**
 * What the first training examples show of a network at one moment.
 *
 * @param examples how many were looked at
 * @param loss their mean cross-entropy, in nats
 * @param weightRms the root mean square of all weights
 * @param silentUnits the hidden units that are dead or saturated for every one of them
 */
public record Snapshot(int examples, double loss, double weightRms, int silentUnits) {}
