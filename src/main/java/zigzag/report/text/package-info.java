/** Numbers, words and tables in columns of characters. */
package zigzag.report.text;
