/**
 * The trainings of a comparison on Spark. The profile {@code cluster} of the build compiles it; the
 * rest of the program neither has Spark nor needs it.
 */
package zigzag.cluster;
