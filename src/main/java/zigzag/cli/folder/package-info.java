/** What commands may write, keep or delete in output folders. */
package zigzag.cli.folder;
