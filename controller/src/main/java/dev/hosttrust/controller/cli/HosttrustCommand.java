// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.HelpText;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: without a command it says what there is. */
@Command(
    name = "hosttrust",
    customSynopsis = "hosttrust COMMAND [OPTION]...",
    description =
        "Puts a private CA onto every host of a fleet: the difference first, proof after.",
    exitCodeList = {
      "0:every host is as it should be",
      "1:internal error",
      "2:a host failed",
      "3:with --detailed-exitcode: changes are pending; list --expires-within: a certificate expires"
          + " by then",
      "4:a host could not be reached, also when others failed",
      "5:bad usage or input, found before any host was touched; report merge: a part cannot be used,"
          + " or a shard is missing",
      "6:rotate add or finish: not yet; a host, a daemon or a server is not ready, or the old CA is"
          + " still trusted",
      "8:halted, as too many hosts failed",
      "99:interrupted"
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust diff    -i inventory.ini -b --ca pki/ca.crt --name harbor",
      "  hosttrust rollout -i inventory.ini -b --ca pki/ca.crt --name harbor",
      "  hosttrust demo",
      "",
      "'hosttrust help rollout' explains a command.",
    })
final class HosttrustCommand implements Callable<Integer> {
  static final String HELP_ALL = "--help-all";

  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Explain the command, and the options that most need.")
  @SuppressWarnings("unused") // CommandRunner asks picocli
  private boolean help;

  @Common
  @Option(
      names = HELP_ALL,
      help = true,
      scope = ScopeType.INHERIT,
      description = "Explain each option of the command.")
  @SuppressWarnings({"unused", "deprecation"}) // picocli takes one usageHelp at most
  private boolean helpAll;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show the version, the commit that it was built from, and Java's version.")
  @SuppressWarnings("unused") // CommandRunner asks picocli
  private boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "With an error, show where in the program it arose.")
  @SuppressWarnings("unused") // CommandRunner looks for the word itself
  private boolean stacktrace;

  HosttrustCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.errors().printText(HelpText.brief(CommandPages.of(spec.commandLine())));
    return ExitCode.USAGE;
  }
}
