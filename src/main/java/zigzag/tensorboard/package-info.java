/**
 * The curves of runs as TensorBoard reads them: event files, written as a training goes or after.
 */
package zigzag.tensorboard;
