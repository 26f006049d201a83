package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.HostKeyMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the configuration says about one host. Of several lines with one keyword the first counts,
 * but for {@code IdentityFile}, where all do.
 *
 * @param lines those that count for the host, in order
 */
record HostConfig(List<ConfigLine> lines) {
  private static final Pattern TIME = Pattern.compile("(\\d+)([sSmMhHdDwW]?)");

  Optional<ConfigLine> line(String keyword) {
    return lines.stream().filter(line -> line.keyword().equals(keyword)).findFirst();
  }

  Optional<String> text(String keyword) {
    return line(keyword).map(ConfigLine::first);
  }

  /** A value other than {@code none}. */
  Optional<String> unlessNone(String keyword) {
    return text(keyword).filter(value -> !value.equalsIgnoreCase("none"));
  }

  List<String> all(String keyword) {
    return lines.stream()
        .filter(line -> line.keyword().equals(keyword))
        .map(ConfigLine::first)
        .toList();
  }

  Optional<Boolean> flag(String keyword) throws SshConfigException {
    Optional<ConfigLine> line = line(keyword);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    return switch (line.get().first().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> Optional.of(true);
      case "no", "false" -> Optional.of(false);
      default -> throw bad(line.get(), "yes or no");
    };
  }

  Optional<Integer> number(String keyword, int from, int to) throws SshConfigException {
    Optional<ConfigLine> line = line(keyword);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      int value = Integer.parseInt(line.get().first());
      if (value >= from && value <= to) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad(line.get(), "a number from " + from + " to " + to);
  }

  /** Times as in sshd_config(5), "TIME FORMATS": {@code 90}, {@code 1m30s}. */
  Optional<Duration> time(String keyword) throws SshConfigException {
    Optional<ConfigLine> line = line(keyword).filter(l -> !l.first().equalsIgnoreCase("none"));
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String text = line.get().first();
    Matcher matcher = TIME.matcher(text);
    long seconds = 0;
    int end = 0;
    while (matcher.lookingAt()) {
      seconds += Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end == 0 || end < text.length() || seconds > Integer.MAX_VALUE / 1000) {
      throw bad(line.get(), "a time as 10 or 1m30s");
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  Optional<HostKeyMode> hostKeyMode() throws SshConfigException {
    Optional<ConfigLine> line = line("stricthostkeychecking");
    if (line.isEmpty()) {
      return Optional.empty();
    }
    return switch (line.get().first().toLowerCase(Locale.ROOT)) {
      // There is nobody to ask in the middle of a fleet.
      case "yes", "true", "ask" -> Optional.of(HostKeyMode.STRICT);
      case "accept-new" -> Optional.of(HostKeyMode.ACCEPT_NEW);
      case "no", "off", "false" -> Optional.of(HostKeyMode.OFF);
      default -> throw bad(line.get(), "yes, ask, accept-new or no");
    };
  }

  private static long unit(String letter) {
    return switch (letter.toLowerCase(Locale.ROOT)) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      case "w" -> 604_800;
      default -> 1;
    };
  }

  private static SshConfigException bad(ConfigLine line, String wanted) {
    return new SshConfigException(
        "%s: %s is '%s', but must be %s"
            .formatted(line.place(), line.keyword(), line.first(), wanted));
  }
}
