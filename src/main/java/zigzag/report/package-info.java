/**
 * Plain data in, tables, charts and pages out: reads run and comparison folders, never trains.
 *
 * <p>Charts are SVG text and pictures are PNG pixels. Nothing here draws text with AWT but {@link
 * zigzag.report.chart.PngChart}, which does without on a Java that has no fonts.
 */
package zigzag.report;
