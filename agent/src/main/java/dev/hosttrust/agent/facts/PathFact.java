// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import java.util.Optional;

/** What stands at a path. */
public sealed interface PathFact {

  /**
   * The words in which the agent names the same state, for compare-and-set; see {@code read_state}
   * in {@code agent.sh}.
   */
  String state();

  /** What a program reads there: the content of a file, or of the one that a link leads to. */
  default Optional<Content> readable() {
    return switch (this) {
      case RegularFile file -> Optional.of(file.content);
      case LinkToFile link -> Optional.of(link.content);
      default -> Optional.empty();
    };
  }

  /** Nothing. */
  record Absent() implements PathFact {
    @Override
    public String state() {
      return "absent";
    }
  }

  /**
   * A directory.
   *
   * @param writable false where not even its owner can write, as on a read-only file system
   */
  record Directory(Attributes attributes, boolean writable) implements PathFact {
    @Override
    public String state() {
      return "directory " + words(attributes);
    }
  }

  /** A regular file. */
  record RegularFile(Attributes attributes, Content content) implements PathFact {
    @Override
    public String state() {
      return "file " + words(attributes) + " " + content.sha256();
    }
  }

  /** A symbolic link that leads nowhere, or to what is neither a directory nor a file to read. */
  record Link(String target) implements PathFact {
    @Override
    public String state() {
      return "link";
    }
  }

  /**
   * A symbolic link to a regular file.
   *
   * @param content the content of that file
   */
  record LinkToFile(String target, Content content) implements PathFact {
    @Override
    public String state() {
      return "link to " + content.sha256();
    }
  }

  /**
   * A symbolic link to a directory.
   *
   * @param target as the link has it
   * @param real the directory's path without any link
   * @param directory the directory
   * @param doubt the first path on the way that somebody else than root can change, so that nobody
   *     knows where the link will lead; empty if there is none. In the tree of another root, the
   *     owner of the tree counts as root
   */
  record LinkToDirectory(String target, String real, Directory directory, String doubt)
      implements PathFact {
    /** Whether only root can have made the way to the directory. */
    public boolean isSafe() {
      return doubt.isEmpty();
    }

    @Override
    public String state() {
      return isSafe() ? "link " + real : "link";
    }
  }

  /**
   * Something that is never written over.
   *
   * @param what for people, such as {@code a file of 2097152 bytes}
   */
  record Other(String what) implements PathFact {
    @Override
    public String state() {
      return "other";
    }
  }

  private static String words(Attributes attributes) {
    return attributes.octal() + " " + attributes.uid() + " " + attributes.gid();
  }
}
