/** MNIST: its four files, their published sums, and the fetch from mirrors. */
package zigzag.data.mnist;
