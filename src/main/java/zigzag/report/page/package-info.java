/** What all HTML pages share. */
package zigzag.report.page;
