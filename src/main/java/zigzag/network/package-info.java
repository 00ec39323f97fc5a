/**
 * The two-layer network: its parameters and their initial values, forward and backward pass on ND4J
 * arrays, and the model file.
 */
package zigzag.network;
