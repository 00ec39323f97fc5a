/** The report of a symmetry folder. */
package zigzag.report.symmetry;
