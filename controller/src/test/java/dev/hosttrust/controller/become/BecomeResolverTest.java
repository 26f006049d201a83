// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.BecomeVariables;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BecomeResolverTest {
  private static final BecomeResolver NO_FLAGS = new BecomeResolver(null, null, Optional.empty());
  private static final BecomeResolver FLAGS =
      new BecomeResolver("doas", "flag", Optional.of(Secret.of("flag")));

  @Test
  void becomesNobodyWhereNobodyAsks() {
    BecomeVariables off = new BecomeVariables(false, null, null, null, null, null);

    assertThat(FLAGS.resolve(off, "anna")).isEqualTo(new Become.None());
  }

  @Test
  void becomesNobodyWhereTheLoginIsTheWantedUser() {
    assertThat(NO_FLAGS.resolve(on(null, null, null), "root")).isEqualTo(new Become.None());
    assertThat(NO_FLAGS.resolve(on(null, "web", null), "root")).isInstanceOf(Become.Sudo.class);
  }

  @Test
  void isRootBySudoWhereNothingElseIsSaid() {
    assertThat(NO_FLAGS.resolve(on(null, null, null), "anna"))
        .isEqualTo(TestSudo.root(Optional.empty()));
  }

  @Test
  void flagsCountWhereVariablesSayNothing() {
    assertThat(FLAGS.resolve(on(null, null, null), "anna"))
        .isEqualTo(new Become.Doas("flag", "doas"));
    BecomeResolver sudo = new BecomeResolver(null, null, Optional.of(Secret.of("flag")));
    assertThat(sudo.resolve(on(null, null, null), "anna"))
        .isEqualTo(TestSudo.root(Optional.of(Secret.of("flag"))));
  }

  @Test
  void variablesBeatFlags() {
    BecomeVariables variables =
        new BecomeVariables(true, "sudo", "web", Secret.of("own"), "/opt/sudo", null);

    assertThat(FLAGS.resolve(variables, "anna"))
        .isEqualTo(new Become.Sudo("web", "/opt/sudo", List.of(), Optional.of(Secret.of("own"))));
  }

  @ParameterizedTest
  @CsvSource({
    "sudo, Sudo",
    "ansible.builtin.sudo, Sudo",
    "doas, Doas",
    "community.general.doas, Doas",
  })
  void knowsMethodsByAllTheirNames(String method, String kind) {
    assertThat(NO_FLAGS.resolve(on(method, null, null), "anna").getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"su", "pbrun", "ansible.builtin.su", "community.general.pfexec"})
  void refusesOtherMethods(String method) {
    assertThatThrownBy(() -> NO_FLAGS.resolve(on(method, null, null), "anna"))
        .isInstanceOf(ProblemsException.class)
        .hasMessage("become method '" + method + "' is not supported; use sudo or doas");
    assertThatThrownBy(() -> NO_FLAGS.resolve(on(method, null, null), "root"))
        .isInstanceOf(ProblemsException.class);
    BecomeVariables off = new BecomeVariables(false, null, null, null, null, null);
    assertThatThrownBy(
            () -> new BecomeResolver(method, null, Optional.empty()).resolve(off, "anna"))
        .isInstanceOf(ProblemsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', -",
        "-H -S -n, -",
        "-HSn, -",
        "-HE -r role, -E -r role",
        "-p prompt -E, -E",
        "-pprompt, -",
        "'--prompt=\"x y\"', -",
        "'-p ''x y'' -E', -E",
        "--non-interactive --set-home --stdin -k, -k",
        "'-H --preserve-env=HTTPS_PROXY,HTTP_PROXY', '--preserve-env=HTTPS_PROXY,HTTP_PROXY'",
      })
  void dropsFlagsThatAreOurOwnAffair(String flags, @Nullable String expected) {
    List<String> words = expected == null ? List.of() : List.of(expected.split(" "));

    assertThat(NO_FLAGS.resolve(on(null, null, flags), "anna"))
        .isEqualTo(new Become.Sudo("root", "sudo", words, Optional.empty()));
  }

  @Test
  void takesAnEmptyPasswordForNone() {
    var empty = Secret.of("");
    BecomeVariables variables = new BecomeVariables(true, "sudo", null, empty, null, null);

    assertThat(NO_FLAGS.resolve(variables, "anna")).isEqualTo(TestSudo.root(Optional.empty()));
    assertThat(FLAGS.resolve(variables, "anna"))
        .isEqualTo(new Become.Sudo("flag", "sudo", List.of(), Optional.of(Secret.of("flag"))));
    assertThat(TestSudo.root(Optional.of(Secret.of(""))).password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'/opt/sudo -E', -E", "'/opt/sudo -H --preserve-env=A', '--preserve-env=A'"})
  void takesFlagsThatComeWithTheExecutable(String executable, String flag) {
    BecomeVariables variables = new BecomeVariables(true, null, null, null, executable, "-k");

    assertThat(NO_FLAGS.resolve(variables, "anna"))
        .isEqualTo(new Become.Sudo("root", "/opt/sudo", List.of(flag, "-k"), Optional.empty()));
  }

  @Test
  void saysThatSuIsNotNeeded() {
    BecomeVariables variables = new BecomeVariables(true, null, null, null, "sudo su -", null);

    assertThatThrownBy(() -> NO_FLAGS.resolve(variables, "anna"))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            "ansible_become_exe 'sudo su -' is more than sudo and its flags; set it to the path of"
                + " sudo alone, which makes root without su");
  }

  @ParameterizedTest
  @CsvSource({
    "'-r \"a b\"', sudo flag 'a b' must be",
    "=ls, sudo flag '=ls' must be",
    "'-r ''a', 'become flags ''-r ''a'' cannot be split into words'",
  })
  void refusesFlagsThatAShellWouldChange(String flags, String message) {
    assertThatThrownBy(() -> NO_FLAGS.resolve(on(null, null, flags), "anna"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith(message);
  }

  private static BecomeVariables on(
      @Nullable String method, @Nullable String user, @Nullable String flags) {
    return new BecomeVariables(true, method, user, null, null, flags);
  }
}
