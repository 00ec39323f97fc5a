package zigzag.experiment;

import zigzag.network.NamedInitializer;
import zigzag.optimizer.Optimizer;

/**
 * One side of a comparison.
 *
 * @param label what it is called, and what its run folders are named after
 * @param optimizer its update rule
 * @param init how its weights start
 */
public record Contender(String label, Optimizer optimizer, NamedInitializer init) {}
