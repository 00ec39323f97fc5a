/** Mini-batches: the split, the order of the examples, their images. */
package zigzag.training.batch;
