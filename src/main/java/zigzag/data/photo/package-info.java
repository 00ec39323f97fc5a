/** A photo or a drawing of a digit, brought into the form of MNIST. */
package zigzag.data.photo;
