/** Affine and elastic distortions of images, for training. */
package zigzag.data.distortion;
