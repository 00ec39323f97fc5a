/** A comparison: its folder and runs, the statistics over them, its texts, charts and page. */
package zigzag.report.comparison;
