/**
 * Plain data in, tables, charts and pages out: reads run folders, never trains.
 *
 * <p>Charts are SVG text and pictures are PNG pixels. Nothing here draws text with AWT, so that it
 * all works on a Java without fonts.
 */
package zigzag.report;
