/** The built-in digits: pen strokes drawn in many hands, for those without a download. */
package zigzag.data.digits;
