/**
 * What every room needs: numbers, names and foreign text in words, files that are opened safely.
 */
package zigzag;
