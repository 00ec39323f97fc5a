/** The files of a symmetry folder. */
package zigzag.archive.symmetry;
