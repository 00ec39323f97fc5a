/** The same training with several optimizers, seeds and learning rates. */
package zigzag.experiment.comparison;
