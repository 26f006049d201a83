// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.words.Warning;
import java.util.List;
import java.util.Optional;

/**
 * What a spec file says.
 *
 * @param checked the anchors, and the warnings about them
 * @param stores which stores shall have them; empty if the file does not say
 * @param containerdConfigPath what containerd's {@code config_path} shall be; empty if it is to
 *     stay
 */
public record FileSpec(
    CheckedSpec checked, Optional<Stores> stores, Optional<String> containerdConfigPath) {
  public TrustSpec spec() {
    return checked.spec();
  }

  public List<Warning> warnings() {
    return checked.warnings();
  }
}
