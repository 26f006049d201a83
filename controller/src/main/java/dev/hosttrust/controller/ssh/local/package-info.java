/** This machine as a host ({@code ansible_connection: local}). */
@NullMarked
package dev.hosttrust.controller.ssh.local;

import org.jspecify.annotations.NullMarked;
