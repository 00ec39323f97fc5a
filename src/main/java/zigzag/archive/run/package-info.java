/** The files of a run folder: what each is called and holds, how it is written and read. */
package zigzag.archive.run;
