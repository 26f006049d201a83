// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.ssh.config.LocalUser;
import dev.hosttrust.inventories.Surroundings;
import dev.hosttrust.words.ProblemsException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All that a command knows of the process it runs in. Immutable.
 *
 * @param out standard output: what the user asked for
 * @param err standard error: errors and progress
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 * @param variables environment variables
 * @param workingDirectory what relative paths start from
 * @param prompt asks the user for secrets
 * @param clock the time of day
 * @param random numbers that nobody can predict
 */
public record Environment(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> variables,
    Path workingDirectory,
    Prompt prompt,
    InstantSource clock,
    RandomGenerator random) {

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The real one. The launcher says which streams are terminals, a JVM would have to guess. */
  public static Environment ofProcess(StandardOutput out) {
    String terminals = System.getProperty("hosttrust.terminals", "");
    return new Environment(
        System.in,
        new PrintWriter(out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        terminals.contains("out"),
        terminals.contains("err"),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        new TerminalPrompt(),
        InstantSource.system(),
        new SecureRandom());
  }

  /** The same in another directory. */
  public Environment in(Path directory) {
    return new Environment(
        in, out, err, outIsTerminal, errIsTerminal, variables, directory, prompt, clock, random);
  }

  /** The same with a variable that has another value. */
  public Environment with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(variables);
    changed.put(variable, value);
    return new Environment(
        in,
        out,
        err,
        outIsTerminal,
        errIsTerminal,
        changed,
        workingDirectory,
        prompt,
        clock,
        random);
  }

  /** Standard output, for text that came from elsewhere as well. */
  public Lines lines() {
    return new Lines(out, colourful());
  }

  /** Standard error, for text that came from elsewhere as well. */
  public Lines errors() {
    return new Lines(err, false);
  }

  /** Standard error, for what is drawn on a terminal. */
  public Lines display() {
    return new Lines(err, errIsTerminal && wantsColour());
  }

  /** A path as the user means it. */
  public Path path(String text) {
    return workingDirectory.resolve(userPath().expand(text));
  }

  /** What {@code ~} and {@code $HOME} in a path stand for. */
  public UserPath userPath() {
    return new UserPath(localUser().home().toString(), variables);
  }

  /** Where what outlives a run is kept. */
  public StateDirectory stateDirectory() {
    return StateDirectory.of(this);
  }

  /** Who runs this, as far as logging in elsewhere is concerned. */
  public LocalUser localUser() {
    String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
    return new LocalUser(
        System.getProperty("user.name"), Path.of(home), workingDirectory, variables);
  }

  /** The part that an inventory sees. */
  public Surroundings surroundings() {
    return new Surroundings(workingDirectory, localUser().home(), variables, in);
  }

  /**
   * Asks for a secret, before any host is touched; Ctrl-C ends the program.
   *
   * @param what such as {@code sudo password}
   * @param note what the question says besides, or nothing
   * @param fileFlag the flag to use where nobody can be asked
   * @return empty where nothing was typed
   * @throws ProblemsException if there is no terminal to ask on
   */
  public Optional<String> ask(String what, String note, String fileFlag) {
    Runnable end = () -> System.exit(ExitCode.INTERRUPTED);
    try (Signals _ = new Signals().on("INT", end).on("TERM", end)) {
      String typed =
          prompt
              .ask(what + note)
              .orElseThrow(
                  () ->
                      ProblemsException.of(
                          "there is no terminal to ask for the %s; use %s"
                              .formatted(what, fileFlag)));
      return Optional.of(typed).filter(text -> !text.isEmpty());
    }
  }

  /** Whether colours may be used on standard output (https://no-color.org). */
  public boolean colourful() {
    return outIsTerminal && wantsColour();
  }

  private boolean wantsColour() {
    return variables.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
  }

  /** Whether a line on standard error can be written over. */
  public boolean showsProgress() {
    return errIsTerminal && !isDumb();
  }

  private boolean isDumb() {
    return variables.getOrDefault("TERM", "").equals("dumb");
  }
}
