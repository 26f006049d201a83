// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.TestHost;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Command lines of ssh, all run by a host in one command. */
final class SshRuns {
  static final Path CONTROL_SOCKET = Path.of("/run/agreement.sock");

  /** The file separator of ASCII, which stands in no output of ssh. */
  private static final String SEPARATOR = "\034";

  /** Logs in from the host to itself; what its two sshds log comes in the order of the hops. */
  private static final String BEGINNING =
      """
      sed -i 's#^root:\\(.*\\):/root:#root:\\1:@D@/home:#' /etc/passwd
      echo '127.0.0.1 n1.mgmt.example.test n1.mgmt.example.test.' >>/etc/hosts
      base64 -d </tmp/agreement.tar | tar -x -p -C /
      chown -R root: @D@
      /usr/sbin/sshd -p @PORT@ -E @D@/second.log
      mkdir -p "$(dirname @AGENT@)"
      eval "$(ssh-agent -a @AGENT@)" >/dev/null
      ssh-add -q @D@/agent/1 @D@/agent/2
      unset SSH_AUTH_SOCK
      run() {
        : >@D@/second.log; : >/var/log/sshd.log
        timeout 20 ssh "$@" </dev/null >/tmp/out 2>&1
        [ ! -S @SOCKET@ ] || ssh -q -S @SOCKET@ -O exit x
        cat /tmp/out; printf '\\034'; cat @D@/second.log /var/log/sshd.log; printf '\\034'
      }
      """;

  private final TestHost host;
  private final Path directory;
  private final Path agent;
  private final Map<String, String> environment;
  private final Map<String, List<String>> runs = new LinkedHashMap<>();

  SshRuns(TestHost host, Path directory, Path agent, Map<String, String> environment) {
    this.host = host;
    this.directory = directory;
    this.agent = agent;
    this.environment = environment;
  }

  void add(String name, List<String> words) {
    runs.put(name, words);
  }

  /** What was seen of each. */
  Map<String, LoginSeen> run() {
    String tar =
        LocalProcess.run("sh", "-c", "tar -c -f - \"$1\" | base64", "sh", directory.toString());
    host.writeFile("/tmp/agreement.tar", tar);
    StringBuilder script = new StringBuilder();
    environment.forEach((name, value) -> script.append("export " + name + "='" + value + "'\n"));
    script.append(
        BEGINNING
            .replace("@D@", directory.toString())
            .replace("@PORT@", String.valueOf(host.port()))
            .replace("@SOCKET@", CONTROL_SOCKET.toString())
            .replace("@AGENT@", agent.toString()));
    runs.values().forEach(words -> script.append("run " + quoted(words) + "\n"));
    host.writeFile("/tmp/agreement.sh", script.toString());
    Iterator<String> fields = List.of(host.run("sh /tmp/agreement.sh").split(SEPARATOR)).iterator();
    Map<String, LoginSeen> seen = new HashMap<>();
    for (String name : runs.keySet()) {
      seen.put(name, LoginSeen.bySsh(fields.next(), fields.next()));
    }
    return seen;
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
