/** The report of a descend folder. */
package zigzag.report.descent;
