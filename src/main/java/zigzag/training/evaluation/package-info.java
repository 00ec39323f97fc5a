/** What trained parameters are good for, and what ails a training. */
package zigzag.training.evaluation;
