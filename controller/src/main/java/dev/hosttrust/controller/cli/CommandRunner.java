// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.HelpText;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command line: the one place where errors are turned into lines and exit codes. */
final class CommandRunner {
  private static final Map<String, Class<? extends Callable<Integer>>> COMMANDS = commands();

  private final Environment environment;

  CommandRunner(Environment environment) {
    this.environment = environment;
  }

  /** Runs and returns the exit code; never throws. */
  int run(String... args) {
    boolean stacktrace = List.of(args).contains("--stacktrace");
    try {
      return commandLine(args)
          .setParameterExceptionHandler((e, words) -> badUsage(e))
          .setExecutionExceptionHandler((e, command, result) -> failed(e, stacktrace))
          .setExecutionStrategy(parsed -> execute(parsed, stacktrace))
          .execute(args);
    } catch (Error e) {
      return failed(e, stacktrace);
    }
  }

  private int execute(ParseResult parsed, boolean stacktrace) {
    try {
      EmptyValues.refuse(parsed);
      RepeatedOptions.refuse(parsed);
      OverwrittenFiles.refuse(parsed, environment);
    } catch (ProblemsException e) {
      return failed(e, stacktrace);
    }
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine last = commands.getLast();
    if (last.getParseResult().hasMatchedOption(HosttrustCommand.HELP_ALL)) {
      environment.lines().printText(HelpText.whole(CommandPages.of(last)));
      return ExitCode.OK;
    }
    if (commands.stream().anyMatch(CommandLine::isUsageHelpRequested)) {
      environment.lines().printText(HelpText.brief(CommandPages.of(last)));
      return ExitCode.OK;
    }
    if (commands.stream().anyMatch(CommandLine::isVersionHelpRequested)) {
      Version.lines().forEach(environment.lines()::println);
      return ExitCode.OK;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static Map<String, Class<? extends Callable<Integer>>> commands() {
    Map<String, Class<? extends Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("rollout", RolloutCommand.class);
    commands.put("diff", DiffCommand.class);
    commands.put("remove", RemoveCommand.class);
    commands.put("rotate", RotateCommand.class);
    commands.put("list", ListCommand.class);
    commands.put("continue", ContinueCommand.class);
    commands.put("history", HistoryCommand.class);
    commands.put("show", ShowCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("inventory", InventoryCommand.class);
    commands.put("host-keys", HostKeysCommand.class);
    commands.put("demo", DemoCommand.class);
    commands.put("completion", CompletionCommand.class);
    commands.put("help", HelpCommand.class);
    commands.put("man-pages", ManPagesCommand.class);
    commands.put("warm-up", WarmUpCommand.class);
    commands.put("embedded-hosts", EmbeddedHostsCommand.class);
    return Collections.unmodifiableMap(commands);
  }

  /**
   * The parser. Where the first word names a command it knows that one only: to read the options of
   * the others from their annotations would cost every start a tenth of a second.
   */
  private CommandLine commandLine(String[] args) {
    Class<? extends Callable<Integer>> named = args.length == 0 ? null : COMMANDS.get(args[0]);
    return commandLine(named == null ? COMMANDS : Map.of(args[0], named));
  }

  /** The parser with all commands. */
  CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private CommandLine commandLine(Map<String, Class<? extends Callable<Integer>>> commands) {
    CommandFactory factory = new CommandFactory(environment);
    CommandLine commandLine = new CommandLine(HosttrustCommand.class, factory);
    commands.forEach(
        (name, command) -> commandLine.addSubcommand(name, new CommandLine(command, factory)));
    CommandLine rotate = commandLine.getSubcommands().get("rotate");
    if (rotate != null) {
      RotateCommand.hideRefusedOptions(rotate.getCommandSpec());
    }
    return commandLine
        // Of an option that takes one value, the last counts, unless it is to be given Once.
        .setOverwrittenOptionsAllowed(true)
        .setOut(environment.out())
        .setErr(environment.err())
        // '@FILE' is a value of -l and -e; words of a file must never become options.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  private int badUsage(ParameterException e) {
    List<String> lines = BadUsage.lines(e);
    environment.errors().println("hosttrust: " + lines.getFirst());
    lines.stream().skip(1).forEach(environment.errors()::println);
    return ExitCode.USAGE;
  }

  private int failed(Throwable e, boolean stacktrace) {
    if (stacktrace) {
      e.printStackTrace(environment.err());
    }
    return switch (e) {
      case ProblemsException input ->
          problems(input.problems().stream().map(Problem::message).toList(), ExitCode.USAGE);
      case StackOverflowError tooDeep ->
          problems(
              List.of(
                  "the input is nested too deeply, such as groups in groups or brackets in brackets;"
                      + " make it flatter"),
              ExitCode.INTERNAL);
      case OutOfMemoryError full ->
          problems(
              List.of(
                  "out of memory; look for an input that is too large, or give the JVM more:"
                      + " JAVA_TOOL_OPTIONS=-Xmx1g"),
              ExitCode.INTERNAL);
      default -> {
        problems(List.of("internal error: " + e), ExitCode.INTERNAL);
        if (!stacktrace) {
          environment.errors().println("with --stacktrace it says where; please report that");
        }
        yield ExitCode.INTERNAL;
      }
    };
  }

  private int problems(List<String> problems, int exitCode) {
    problems.forEach(problem -> environment.errors().println("hosttrust: " + problem));
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
