/** Images and their labels: files, the MNIST fetch, the built-in digits, distortions. */
package zigzag.data;
