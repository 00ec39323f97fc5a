/** What was compared: the folder, its runs, and the statistics over them. */
package zigzag.report.comparison;
