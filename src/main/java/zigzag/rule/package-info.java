/** Rules that a user picks by name, of whatever kind: built-in ones and plug-ins. */
package zigzag.rule;
