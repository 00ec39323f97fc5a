/** Rules for the initial weights. */
package zigzag.initializer;
