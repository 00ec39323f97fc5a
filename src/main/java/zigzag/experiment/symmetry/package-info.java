/** What an initializer does to the likeness of hidden units. */
package zigzag.experiment.symmetry;
