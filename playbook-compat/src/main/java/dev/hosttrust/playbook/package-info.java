/**
 * The bridge to Ansible: one process that decides for all hosts of an Ansible run. The action
 * plugin asks it over a Unix socket, and carries each exec over Ansible's own connection.
 */
@NullMarked
package dev.hosttrust.playbook;

import org.jspecify.annotations.NullMarked;
