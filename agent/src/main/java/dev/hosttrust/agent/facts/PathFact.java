// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

/** What stands at a path; a symbolic link is a link, whatever it leads to. */
public sealed interface PathFact {

  /**
   * The words in which the agent names the same state, for compare-and-set; see {@code state} in
   * {@code agent.sh}.
   */
  String state();

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

  /** A symbolic link. */
  record Link(String target) implements PathFact {
    @Override
    public String state() {
      return "link";
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
