/** The flags, in the groups that several commands share. */
package zigzag.cli.option;
