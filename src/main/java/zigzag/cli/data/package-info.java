/** What is done with data sets: fetched, checked, shown, exported. */
package zigzag.cli.data;
