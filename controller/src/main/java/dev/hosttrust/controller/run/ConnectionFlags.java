// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.ssh.config.LoginFlags;

/**
 * What the command line says about logging in.
 *
 * @param login settings of SSH; a timeout below 1 is a problem that {@link Connections} tells
 * @param password of the user who logs in
 * @param library which SSH library is used
 * @param retries how often to connect once more where a host cannot be reached; a negative number
 *     is a problem, too
 * @param skipUnknownHosts whether a rollout goes on without hosts whose host key is unknown
 */
public record ConnectionFlags(
    LoginFlags login,
    PasswordFlags password,
    SshLibrary library,
    int retries,
    boolean skipUnknownHosts) {}
