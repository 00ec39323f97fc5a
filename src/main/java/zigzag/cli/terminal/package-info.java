/** What is said at the terminal: messages, progress, interruption. */
package zigzag.cli.terminal;
