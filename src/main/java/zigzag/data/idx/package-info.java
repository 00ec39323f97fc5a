/** IDX, the file format that MNIST comes in, read with its sizes checked before memory is taken. */
package zigzag.data.idx;
