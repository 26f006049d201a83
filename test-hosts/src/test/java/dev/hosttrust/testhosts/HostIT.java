package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostIT {

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void letsEveryAccountInByKey(DebianRelease release) {
    TestHost host = TestHosts.debian(release).shared();
    SshClient client = SshClient.knowing(host).key(TestKeys.shared().plain(KeyType.ED25519));

    for (TestUser user : TestUser.values()) {
      assertThat(client.run(host, user, "id -un").stdout()).as("%s", user).contains(user.login());
    }
  }

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void countsOneConnectionAndOneExecForOneCommand(DebianRelease release) {
    TestHost host = TestHosts.debian(release).shared();
    SshClient client = SshClient.knowing(host).key(TestKeys.shared().plain(KeyType.ED25519));
    host.resetSshdLog();

    assertThat(client.run(host, TestUser.ROOT, "exit 3").exit()).isEqualTo(3);

    assertThat(host.countConnections()).isEqualTo(1);
    assertThat(host.countExecs()).isEqualTo(1);
  }
}
