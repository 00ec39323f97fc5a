/** Charts as SVG text: axes, scales, ticks, legends, panels. */
package zigzag.report.chart;
