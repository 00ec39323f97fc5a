/** The command line: one class per command, nothing but parsing, wiring and messages. */
package zigzag.cli;
