// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a store wants to know of a host. The agent knows how to answer these and no others, so that
 * a new store needs no shell code of its own. All paths are those inside the host's tree.
 *
 * @param <A> the answer
 */
public sealed interface Question<A> {

  /** The answer of a host on which there is nothing of the kind. */
  A none();

  /**
   * What stands at a path.
   *
   * @param use what the store does with the path
   */
  record Path(String path, Use use) implements Question<PathFact> {
    /** What a store does with a path. */
    public enum Use {
      /** A directory in which the store writes. */
      DIRECTORY,
      /** A file that the store writes. */
      FILE,
      /** Only looked at, never written: whatever stands there is no obstacle. */
      LOOK,
    }

    /** Whether the store writes there. */
    public boolean isWritten() {
      return use != Use.LOOK;
    }

    /** The directory in which a change of the path puts files under temporary names. */
    public Optional<String> workDirectory() {
      return isWritten() ? Optional.of(parent(path)) : Optional.empty();
    }

    /** The directories above the path, from the top, without the root. */
    public List<String> above() {
      List<String> above = new ArrayList<>();
      for (String up = parent(path); !up.isEmpty(); up = parent(up)) {
        above.addFirst(up);
      }
      return above;
    }

    /** The directory that holds an absolute path; empty for one in the root directory. */
    public static String parent(String path) {
      return path.substring(0, path.lastIndexOf('/'));
    }

    public static Path directory(String path) {
      return new Path(path, Use.DIRECTORY);
    }

    public static Path file(String path) {
      return new Path(path, Use.FILE);
    }

    public static Path look(String path) {
      return new Path(path, Use.LOOK);
    }

    @Override
    public PathFact none() {
      return new PathFact.Absent();
    }
  }

  /**
   * Whether a file of PEM blocks holds a certificate, however its lines are broken. The answer is
   * the certificate's DER as it was read there.
   *
   * @param file such as a bundle; it may be larger than what {@link Path} reads
   */
  record Bundled(String file, CaCertificate certificate) implements Question<Optional<Content>> {
    @Override
    public Optional<Content> none() {
      return Optional.empty();
    }
  }

  /** How many times a file holds a certificate, which is looked for as {@link Bundled} does. */
  record Copies(String file, CaCertificate certificate) implements Question<Integer> {
    @Override
    public Integer none() {
      return 0;
    }
  }

  /**
   * By which hash links of a directory a lookup finds a certificate (openssl-rehash(1)). The answer
   * is their names, such as {@code 5ed36f99.0}.
   *
   * @param file the certificate's file; a link to another file with the same certificate is as good
   */
  record HashLinks(String directory, CaCertificate certificate, String file)
      implements Question<List<String>> {
    @Override
    public List<String> none() {
      return List.of();
    }
  }

  /** Whether a path is a link to a file. */
  record LinkTo(String path, String file) implements Question<LinkFact> {
    @Override
    public LinkFact none() {
      return new LinkFact(LinkFact.Kind.ABSENT, "");
    }
  }

  /**
   * Which files there are in a directory and below it, links followed. The answer is their paths;
   * it is empty if there is no such directory.
   *
   * @param ending of their names, such as {@code .crt}; if it is empty, the answer has whatever
   *     else is there as well, links and directories among it, and no link is followed
   */
  record Names(String directory, String ending) implements Question<List<String>> {
    @Override
    public List<String> none() {
      return List.of();
    }
  }

  /**
   * Whether a file holds some bytes in a row.
   *
   * @param file of any kind; it may be larger than what {@link Path} reads
   * @param bytes at least three; up to two at their end are not compared, because the agent
   *     compares base64
   */
  record Holds(String file, Content bytes) implements Question<Boolean> {
    @Override
    public Boolean none() {
      return false;
    }
  }

  /**
   * What a Java keystore's file is. The agent reads its parts to their end (the format of {@code
   * sun.security.provider.JavaKeyStore}), because one that is cut off begins well. The password,
   * which protects it against changes alone, is not asked for.
   */
  record Keystore(String file) implements Question<Keystore.State> {
    /** What stands there. */
    public enum State {
      /** Nothing. */
      ABSENT,
      /** A JKS keystore, whole. */
      WHOLE,
      /** What begins as a PKCS #12 keystore does; it is not looked into. */
      PKCS12,
      /** A file without a byte. */
      EMPTY,
      /** What begins as a JKS keystore does, and does not end as one. */
      CUT_OFF,
      /** A link that leads nowhere. */
      DANGLING,
      /** Anything else, or what cannot be read. */
      OTHER,
    }

    @Override
    public State none() {
      return State.ABSENT;
    }
  }

  /**
   * In which state dpkg has a package, such as {@code installed} or {@code half-configured}
   * (dpkg(1)). The answer is empty if there is no such package, or no dpkg. Costs a host one
   * process where the file is there.
   *
   * @param file it is asked only where this one, or a link, is there
   */
  record PackageState(String name, String file) implements Question<String> {
    @Override
    public String none() {
      return "";
    }
  }

  /**
   * The value of a variable in a file of a shell's assignments, such as those in {@code
   * /etc/default}. The rest of the file, which may be secret, is not told. The answer is empty if
   * there is none, or if it has other characters than letters, digits, dots, dashes and
   * underscores.
   */
  record Setting(String file, String name) implements Question<String> {
    @Override
    public String none() {
      return "";
    }
  }

  /**
   * Which certificates there are in files, and in directories down to the fourth level, links
   * followed; and what else a listing of trust wants to know of them. Private keys are never read
   * out. Costs a host five processes where one of the places is there.
   *
   * @param places files and directories
   * @param except a directory: certificates of the files below it are left out, wherever else they
   *     stand. Where the directory above it is not there, nothing is told. Empty for none
   * @param list a file that names, one a line, the files below {@code except} that count, as dpkg's
   *     lists do; where it is not there, all count; empty for none
   * @param text the name of files whose lines are told; empty for none
   */
  record Tree(List<String> places, String except, String list, String text)
      implements Question<TreeFact> {
    public Tree {
      places = List.copyOf(places);
    }

    /** Everything in some places. */
    public Tree(List<String> places) {
      this(places, "", "", "");
    }

    @Override
    public TreeFact none() {
      return TreeFact.NONE;
    }
  }

  /** Whether a program is on root's search path; an absolute path, whether it can be run. */
  record Tool(String name) implements Question<Boolean> {
    @Override
    public Boolean none() {
      return false;
    }
  }

  /**
   * What a command prints that changes nothing. The answer is empty if the program is not there.
   *
   * @param words the program and its arguments
   */
  record Output(List<String> words) implements Question<Optional<CommandOutput>> {
    public Output {
      words = List.copyOf(words);
    }

    @Override
    public Optional<CommandOutput> none() {
      return Optional.empty();
    }
  }

  /**
   * Whether a daemon runs on the running system, and which of its files changed since it started.
   * The answer is empty if it does not run.
   *
   * @param services the names that its service has, one of them on each host, without an ending
   * @param processes the names of its process, as {@code /proc/PID/comm} has them
   * @param files what it reads when it starts, and only then
   */
  record Daemon(List<String> services, List<String> processes, List<String> files)
      implements Question<Optional<DaemonFact>> {
    /** The agent parts its lists at blanks. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9/@._-]+");

    public Daemon {
      services = List.copyOf(services);
      processes = List.copyOf(processes);
      files = List.copyOf(files);
      Stream.of(services, processes, files)
          .flatMap(List::stream)
          .filter(word -> !WORD.matcher(word).matches())
          .forEach(
              word -> {
                throw new IllegalArgumentException("not one word: " + word);
              });
    }

    @Override
    public Optional<DaemonFact> none() {
      return Optional.empty();
    }
  }

  /**
   * How a command ended.
   *
   * @param status its exit status
   * @param text standard output and standard error, at most 1 MiB
   */
  record CommandOutput(int status, String text) {}
}
