/** Pictures of pixels. */
package zigzag.report.image;
