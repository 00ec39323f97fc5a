/** The files of a descend folder. */
package zigzag.archive.descent;
