/** Optimizers on a surface of two parameters. */
package zigzag.experiment.descent;
