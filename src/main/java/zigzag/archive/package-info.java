/**
 * The files of output folders and what they are made of: each file is written and read in one
 * place, never half.
 */
package zigzag.archive;
