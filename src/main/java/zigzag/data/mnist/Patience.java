package zigzag.data.mnist;

import java.time.Duration;

/**
 * How long a mirror is waited for before the next one is tried.
 *
 * @param connect for a connection
 * @param stall for an answer, or for more of one
 * @param window the time over which the rate of what arrives is taken
 * @param least the bytes that must arrive in each window: a mirror that trickles never stalls
 */
public record Patience(Duration connect, Duration stall, Duration window, long least) {
  /** For a fetch that was asked for; the rate, 4 KiB/s, is less than a telephone line's. */
  public static final Patience ASKED =
      new Patience(
          Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), 60 * (4L << 10));

  /** For a fetch that is to take seconds or not to be; 256 KiB/s make 45 s for MNIST. */
  public static final Patience HASTY =
      new Patience(
          Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(5), 5 * (256L << 10));
}
