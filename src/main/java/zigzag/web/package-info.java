/**
 * The local page: HTTP on the loopback address, trainings that somebody watches and steers, and
 * what they leave.
 */
package zigzag.web;
