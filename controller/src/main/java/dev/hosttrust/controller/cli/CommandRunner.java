package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.spec.Problem;
import dev.hosttrust.agent.spec.SpecException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line: the one place where errors are turned into lines and exit codes. */
final class CommandRunner {
  private final Environment environment;

  CommandRunner(Environment environment) {
    this.environment = environment;
  }

  /** Runs and returns the exit code; never throws. */
  int run(String... args) {
    CommandLine commandLine = commandLine();
    commandLine.setParameterExceptionHandler(this::badUsage);
    commandLine.setExecutionExceptionHandler(
        (e, command, result) -> failed(e, List.of(args).contains("--stacktrace")));
    return commandLine.execute(args);
  }

  /** The parser with all commands. */
  CommandLine commandLine() {
    Ansi ansi = environment.colourful() ? Ansi.ON : Ansi.OFF;
    return new CommandLine(HosttrustCommand.class, new CommandFactory(environment))
        .setOut(environment.out())
        .setErr(environment.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  private int badUsage(ParameterException e, String[] args) {
    PrintWriter err = environment.err();
    err.println("hosttrust: " + e.getMessage());
    CommandLine command = e.getCommandLine();
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println(
          "'%s --help' shows what there is".formatted(command.getCommandSpec().qualifiedName()));
    }
    return ExitCode.USAGE;
  }

  private int failed(Exception e, boolean stacktrace) {
    PrintWriter err = environment.err();
    if (stacktrace) {
      e.printStackTrace(err);
    }
    return switch (e) {
      case CommandException command -> problems(command.problems(), command.exitCode());
      case SpecException spec ->
          problems(spec.problems().stream().map(Problem::message).toList(), ExitCode.USAGE);
      default -> {
        err.println("hosttrust: internal error: " + e);
        if (!stacktrace) {
          err.println("with --stacktrace it says where; please report that");
        }
        yield ExitCode.INTERNAL;
      }
    };
  }

  private int problems(List<String> problems, int exitCode) {
    problems.forEach(problem -> environment.err().println("hosttrust: " + problem));
    return exitCode;
  }

  /** Makes commands, which all take the environment or nothing. */
  private record CommandFactory(Environment environment) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (Callable.class.isAssignableFrom(type)) {
        var constructor = type.getDeclaredConstructor(Environment.class);
        return constructor.newInstance(environment);
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
