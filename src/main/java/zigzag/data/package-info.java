/** Images and their labels in memory. */
package zigzag.data;
