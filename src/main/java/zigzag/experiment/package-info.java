/** Many trainings with one question: each experiment is a loop that writes plain data. */
package zigzag.experiment;
