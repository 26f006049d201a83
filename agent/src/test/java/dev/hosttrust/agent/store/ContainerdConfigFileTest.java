// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdConfigFileTest {

  /** Line feeds are written as {@code |}; 1, 2 and 3 in angle brackets are the plugins' names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "version = 2| ~ version = 2||[plugins.\"<2>\".registry]|  config_path = \"/c\"|",
        "version = 3| ~ version = 3||[plugins.\"<3>\".registry]|  config_path = \"/c\"|",
        "# old ~ # old||[plugins.\"<1>\".registry]|  config_path = \"/c\"|",
        "version = 2|[plugins]|  [plugins.\"<2>\".registry]|    config_path = \"\" # none|[x]|"
            + " ~ version = 2|[plugins]|  [plugins.\"<2>\".registry]|    config_path = \"/c\" # none|[x]|",
        "version = 2|[plugins.\"<2>\".registry]|  headers.x = ['y']|"
            + " ~ version = 2|[plugins.\"<2>\".registry]|  headers.x = ['y']|  config_path = \"/c\"|",
        "version = 2|[plugins.\"<2>\".registry.headers]|x = ['y']|"
            + " ~ version = 2|[plugins.\"<2>\".registry.headers]|x = ['y']||[plugins.\"<2>\".registry]|  config_path = \"/c\"|",
        "version = 2|[plugins.\"<2>\"]|registry = {}|"
            + " ~ version = 2|[plugins.\"<2>\"]|registry = { config_path = \"/c\" }|",
      })
  void setsTheKeyAndNothingElse(String before, String after) throws UnusableFileException {
    ContainerdConfigFile file = ContainerdConfigFile.read(text(before));

    ContainerdConfigFile edited = file.with("/c");

    assertThat(edited.text()).isEqualTo(text(after));
    assertThat(edited.configPath()).contains("/c");
    assertThat(edited.with("/c").text()).isEqualTo(edited.text());
  }

  @Test
  void makesANewFile() throws UnusableFileException {
    assertThat(ContainerdConfigFile.create(2, "/c").text())
        .isEqualTo(text("version = 2||[plugins.\"<2>\".registry]|  config_path = \"/c\"|"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version = 2|plugins.'<2>'.registry.headers.x = ['y']|",
        "version = 2|plugins = {}|",
        "version = 2|[plugins.\"<2>\".registry]|config_path = 1|",
        "version = 2|[plugins]|'<2>' = 'x'|",
      })
  void leavesToPeopleWhatItCannotEdit(String text) throws UnusableFileException {
    ContainerdConfigFile file = ContainerdConfigFile.read(text(text));

    assertThatThrownBy(() -> file.with("/c"))
        .hasMessage(
            text(
                "/etc/containerd/config.toml: it is written in a way that hosttrust does not edit;"
                    + " set config_path = \"/c\" in its table plugins.\"<2>\".registry by hand"));
  }

  @Test
  void refusesWhatIsNoToml() {
    assertThatThrownBy(() -> ContainerdConfigFile.read("x"))
        .hasMessage(
            "/etc/containerd/config.toml: it is no TOML, line 1, column 2: '=' is missing; mend it");
  }

  private static String text(String written) {
    return written
        .replace('|', '\n')
        .replace("<1>", "cri")
        .replace("<2>", ContainerdConfig.CRI)
        .replace("<3>", ContainerdConfig.IMAGES);
  }
}
