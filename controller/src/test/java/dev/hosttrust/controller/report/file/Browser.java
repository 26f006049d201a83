// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.SshClient;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium without a window, on a test host, with one page. It is told what to do by the
 * DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) on two file descriptors,
 * which SSH carries here.
 */
final class Browser implements AutoCloseable {
  private static final String COMMAND =
      "exec chromium-headless-shell --no-sandbox --disable-gpu --disable-dev-shm-usage"
          + " --user-data-dir=$(mktemp -d) --remote-debugging-pipe 3<&0 4>&1 >/dev/null";

  private final JsonMapper mapper = new JsonMapper();
  private final TestHost host;
  private final Process process;
  private final OutputStream commands;
  private final InputStream messages;
  private final List<JsonNode> events = new ArrayList<>();
  private String session = "";
  private int lastId;

  private Browser(TestHost host, Process process) {
    this.host = host;
    this.process = process;
    this.commands = process.getOutputStream();
    this.messages = new java.io.BufferedInputStream(process.getInputStream(), 1 << 16);
  }

  static Browser start(TestHost host) throws IOException {
    Process ssh =
        SshClient.knowing(host)
            .key(TestKeys.shared().plain(KeyType.ED25519))
            .start(host, TestUser.NOSUDO, COMMAND);
    Browser browser = new Browser(host, ssh);
    String target =
        browser
            .command("Target.createTarget", Map.of("url", "about:blank"))
            .get("targetId")
            .asString();
    browser.session =
        browser
            .command("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      browser.command(domain + ".enable", Map.of());
    }
    return browser;
  }

  /** Shows a page of this machine, from the host's own disk. */
  void open(Path page, String fragment) throws IOException {
    String there = "/tmp/" + page.getFileName();
    host.copyFile(page, there);
    host.run("chmod 0644 " + there);
    navigate("about:blank"); // or another fragment of the same page would load nothing
    navigate("file://" + there + fragment);
  }

  private void navigate(String url) throws IOException {
    events.clear();
    command("Page.navigate", Map.of("url", url));
    awaitEvent("Page.loadEventFired");
  }

  /** What a JavaScript expression says, as text. */
  String evaluate(String expression) throws IOException {
    JsonNode answer =
        command(
            "Runtime.evaluate",
            Map.of("expression", "String(" + expression + ")", "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").get("value").asString();
  }

  /** What was loaded since the page was opened, the page itself included. */
  List<String> requests() {
    return named("Network.requestWillBeSent")
        .map(event -> event.get("request").get("url").asString())
        .toList();
  }

  /** What the browser complained about: errors of scripts, what the page's policy keeps out. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    named("Runtime.exceptionThrown").map(JsonNode::toString).forEach(complaints::add);
    named("Log.entryAdded")
        .map(event -> event.get("entry").get("text").asString())
        .forEach(complaints::add);
    return complaints;
  }

  private java.util.stream.Stream<JsonNode> named(String method) {
    return events.stream()
        .filter(event -> event.get("method").asString().equals(method))
        .map(event -> event.get("params"));
  }

  JsonNode command(String method, Map<String, ?> parameters) throws IOException {
    int id = ++lastId;
    Map<String, Object> command =
        session.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
    commands.write(mapper.writeValueAsBytes(command));
    commands.write(0);
    commands.flush();
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt(0) == id) {
        if (message.has("error")) {
          throw new IllegalStateException(method + ": " + message.get("error"));
        }
        return message.get("result");
      }
    }
  }

  private void awaitEvent(String method) throws IOException {
    while (named(method).findAny().isEmpty()) {
      next();
    }
  }

  /** The next message; an event is kept as well. */
  private JsonNode next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = messages.read(); b != 0; b = messages.read()) {
      if (b < 0) {
        throw new IOException("the browser ended");
      }
      bytes.write(b);
    }
    JsonNode message = mapper.readTree(bytes.toString(StandardCharsets.UTF_8));
    if (message.has("method")) {
      events.add(message);
    }
    return message;
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
  }
}
