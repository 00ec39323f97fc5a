/**
 * Tests of the whole, and what the tests of several packages share.
 *
 * <p>The tests called FuzzTest hold the readers of files and flags to their promises. In a build
 * they read the seeds and the found cases in {@code src/test/resources/PACKAGE/CLASSInputs/METHOD}.
 * To look for new cases with one of them, for the ten minutes that its annotation sets:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -Djacoco.skip -Dtest='IdxFuzzTest#readsIdx'</pre>
 *
 * <p>What it finds is written to that folder, to be kept once the reader has been repaired; what it
 * learns on its way is kept in {@code .cifuzz-corpus}, and the next run goes on from there.
 */
package zigzag;
