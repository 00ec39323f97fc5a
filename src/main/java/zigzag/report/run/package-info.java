/** The report of one run folder. */
package zigzag.report.run;
