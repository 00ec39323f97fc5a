/** A comparison in text, tables, charts and a page. */
package zigzag.report.comparison.view;
