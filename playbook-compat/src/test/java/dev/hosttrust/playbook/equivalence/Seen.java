// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.FileEntry;
import java.util.List;
import java.util.SortedSet;

/**
 * What was seen of one host.
 *
 * @param before its trees in the start state
 * @param predicted what check mode said
 * @param checked its trees after check mode
 * @param done what the run said
 * @param after its trees after the run
 * @param trusted how the host's openssl finds the wanted CAs: by bundle, by hash, and by TLS where
 *     that was tried
 * @param leftovers temporary files beside the trees
 */
record Seen(
    List<FileEntry> before,
    Said predicted,
    List<FileEntry> checked,
    Said done,
    List<FileEntry> after,
    SortedSet<String> trusted,
    String leftovers) {}
