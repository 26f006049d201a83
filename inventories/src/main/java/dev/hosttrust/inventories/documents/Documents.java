// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.util.Set;

/**
 * Text that is JSON or YAML. As Ansible does, JSON is tried first: {@code 1e3} is a number there
 * and text in YAML 1.1.
 */
public final class Documents {

  private final Vault vault;

  /**
   * @param vault goes with every vaulted value, to open it once it is needed
   */
  public Documents(Vault vault) {
    this.vault = vault;
  }

  /**
   * Reads one document.
   *
   * @param source the text's name for messages
   * @param findings takes warnings on keys that are there twice
   * @throws ProblemsException if the text is neither, with the YAML reader's reason
   */
  public Datum read(String source, String text, Findings findings) {
    if (mayBeJson(text)) {
      try {
        return JsonText.read(source, text, vault);
      } catch (ProblemsException e) {
        if (source.endsWith(".json")) {
          return yamlOr(e, source, text, findings);
        }
      }
    }
    return YamlText.read(source, text, vault, findings);
  }

  /**
   * Reads one document that must be JSON.
   *
   * @throws ProblemsException if it is not
   */
  public Datum readJson(String source, String text) {
    return JsonText.read(source, text, vault);
  }

  /**
   * Reads one document that must be JSON, and of which a part is of no use.
   *
   * @param passedOver the keys of dictionaries that are left out, wherever they are
   * @throws ProblemsException if it is not JSON
   */
  public Datum readJson(String source, String text, Set<String> passedOver) {
    return JsonText.read(source, text, vault, passedOver);
  }

  /** For a file that calls itself JSON, the JSON reader's complaint is the one that helps. */
  private Datum yamlOr(ProblemsException json, String source, String text, Findings findings) {
    try {
      return YamlText.read(source, text, vault, findings);
    } catch (ProblemsException e) {
      throw json;
    }
  }

  private static boolean mayBeJson(String text) {
    String start = text.stripLeading();
    return !start.isEmpty() && "{[\"-0123456789tfnNI".indexOf(start.charAt(0)) >= 0;
  }
}
