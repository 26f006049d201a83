// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static dev.hosttrust.playbook.equivalence.StartState.state;
import static dev.hosttrust.playbook.equivalence.WantedAnchor.REGISTRY;
import static dev.hosttrust.playbook.equivalence.WantedAnchor.harbor;
import static dev.hosttrust.playbook.equivalence.WantedAnchor.second;

import java.util.List;
import java.util.stream.Stream;

/** The start states of the matrix; {@code prepare.sh} has the words that their scripts use. */
final class StartStates {
  private static final List<StartState> WHOLE =
      List.of(
          state("a new host", ":").withTls(),
          state("everything there", "rolled_out").withTls(),
          state("a new host, no registry", ":").wanting(harbor().serving()),
          state("several registries, one of them done", "rolled_out")
              .wanting(
                  harbor()
                      .serving(REGISTRY, "harbor.example.com", "10.0.0.7:5000", "mirror_1:443")),
          state("several anchors on a new host", ":")
              .wanting(harbor(), second("second.example.com", "second.example.com:5000")),
          state("several anchors, one of them done", "rolled_out").wanting(harbor(), second()),
          state(
              "all CAs of the distribution selected",
              "cp -p /root/all-selected.conf $conf; update"),
          state("a run of the tasks was cut off before the handler", "files").withTls(),
          state("/usr/share/ca-certificates is missing", "rm -r $store"),
          state(
              "/usr/local/share/ca-certificates is missing",
              "rm -r /usr/local/share/ca-certificates"),
          state("/etc/docker/certs.d is there", "mkdir -p $docker/certs.d"),
          state("the registry's directory is there", "mkdir -p $registry"),
          state("/etc/ssl/certs is missing", "rm -r $certs"));

  private static final List<StartState> CONFIGURATION =
      List.of(
          state("our line deselected", "rolled_out; sed -i 's,^local,!local,' $conf; update")
              .withTls(),
          state(
                  "no newline at the end",
                  "printf %s \"$(cat $conf)\" >$conf.new; mv $conf.new $conf")
              .withTls(),
          state("our line last, without its newline", "files; truncate -s -1 $conf; update"),
          state("CRLF", "sed -i 's/$/\\r/' $conf"),
          state("CRLF, our line too", "files; sed -i 's/$/\\r/' $conf; update"),
          state(
              "comments and blank lines in every place",
              """
              { echo; echo '# first'; cat $conf; echo '#local/harbor.crt'; } >$conf.new
              sed -i '14a\\\\n# between\\n   \\n\\t# local/harbor.crt' $conf.new
              printf '\\n\\n# last\\n\\n' >>$conf.new
              mv $conf.new $conf
              """),
          state(
              "our line deselected in the middle",
              "rolled_out; sed -i -e '/^local/d' -e '14a !local/harbor.crt' $conf; update"),
          state("our line with blanks after it", "files; sed -i 's,^local.*,&  ,' $conf; update"),
          state("a blank after the !", "files; sed -i 's,^local,! local,' $conf; update"),
          state("our line twice", "rolled_out; echo local/harbor.crt >>$conf"),
          state(
              "our line deselected twice",
              "files; sed -i '/^local/d' $conf; printf '%s\\n' !local/harbor.crt !local/harbor.crt"
                  + " >>$conf; update"),
          state(
              "our line deselected, then selected",
              "files; sed -i '12i !local/harbor.crt' $conf; update"),
          state(
              "our line selected, then deselected", "rolled_out; echo '!local/harbor.crt' >>$conf"),
          state(
                  "a line that only a pattern would match",
                  "echo local/harborXexample.com.crt >>$conf; echo"
                      + " '!local/harbor.example.com.crt.bak' >>$conf")
              .wanting(harbor().named("harbor.example.com")),
          state("conf empty", ": >$conf"),
          state("conf missing", "rm $conf"),
          state("conf holds bytes that are no UTF-8", "printf '# \\377\\376 caf\\351\\n' >>$conf"),
          state("conf ends in a carriage return alone", "printf 'mozilla/none.crt\\r' >>$conf"),
          state("conf with other mode, owner and group", "chmod 640 $conf; chown 1000:1001 $conf"));

  private static final List<StartState> FILES =
      List.of(
          state("another CA under the same name", "rolled_out old"),
          state("a CA with the same subject under the same name", "rolled_out renewed").withTls(),
          state("the CA file damaged", "files; sed -i 4d $file; update"),
          state(
              "the CA file with other mode, owner and group",
              "rolled_out; chmod 600 $file; chown 1000:1001 $file"),
          state(
              "the registry's file with another CA",
              "rolled_out; cp /root/ca/old.crt $registry/ca.crt; chmod 600 $registry/ca.crt"),
          state(
              "other modes everywhere else",
              "rolled_out; chmod 700 $dir; chmod 750 $registry; chmod 664 $registry/ca.crt"),
          state(
              "other owners and groups everywhere else",
              "rolled_out; chown 1000:1001 $dir $registry $registry/ca.crt"),
          state(
              "setgid and sticky directories", "rolled_out; chmod 2755 $dir; chmod 1755 $registry"),
          state(
              "new directories in setgid ones",
              "mkdir -p $docker; chgrp 1000 $docker $store; chmod 2775 $docker $store"),
          state(
              "other files beside ours",
              """
              files
              rm $file
              cp /root/ca/other.crt $dir/other.crt
              cp /root/ca/other.crt $dir/unlisted.pem
              touch $registry/client.cert $registry/client.key $registry/ca.crt.bak $registry/old.crt
              mkdir -p $docker/certs.d/harbor.example.com $docker/certs.d/_default
              echo '{}' >$docker/daemon.json
              """),
          state(
              "the same CA by the administrator under another name",
              "cp /root/ca/harbor.crt /usr/local/share/ca-certificates/admin.crt; update"),
          state(
              "the administrator's CA of the same name",
              "cp /root/ca/other.crt /usr/local/share/ca-certificates/harbor.crt; update"),
          state("the CA file has text above the block", ":")
              .wanting(harbor().from("text.crt", "harbor")),
          state("the CA file has CRLF", ":").wanting(harbor().from("crlf.crt", "harbor")),
          state("the CA file is DER", ":").wanting(harbor().from("der.crt", "harbor")),
          state("the CA file is a bundle of two", ":")
              .wanting(harbor().from("bundle.crt", "harbor", "second")));

  private static final List<StartState> EFFECT =
      List.of(
          state("the bundle is missing", "rolled_out; rm $certs/ca-certificates.crt").withTls(),
          state(
              "the bundle lost our CA",
              "rolled_out; cat $certs/ACC*.pem >$certs/ca-certificates.crt"),
          state("the hash link is missing", "rolled_out; find $certs -lname harbor.pem -delete"),
          state("the .pem link is missing", "rolled_out; rm $certs/harbor.pem"),
          state(
              "a rollout of hosttrust was cut off",
              "files; touch $dir/.hosttrust-0123.1.new /etc/.hosttrust-0123.2.old; mkdir"
                  + " /etc/ssl/.hosttrust-0123.certs"));

  private static final List<StartState> KINDS =
      List.of(
          state("local/ is a link", "mkdir -p $elsewhere; ln -s $elsewhere $dir"),
          state("/etc/docker is a link", "mkdir -p $elsewhere; ln -s $elsewhere $docker"),
          state(
              "/etc/ssl/certs is a link",
              "mkdir -p $elsewhere; mv $certs $elsewhere/; ln -s $elsewhere/certs $certs"),
          state(
              "conf is a link",
              "mkdir -p $elsewhere; mv $conf $elsewhere/; ln -s $elsewhere/ca-certificates.conf"
                  + " $conf"),
          state(
              "the CA file is a link to the same",
              "rolled_out; mkdir -p $elsewhere; mv $file $elsewhere/; ln -s $elsewhere/harbor.crt"
                  + " $file"),
          state(
              "the registry's file is a link to the CA file",
              "rolled_out; ln -sf $file $registry/ca.crt"),
          state("a directory in place of the CA file", "mkdir -p $file"),
          state("a file in place of local/", "touch $dir"),
          state(
              "a file in place of the registry's directory",
              "mkdir -p $docker/certs.d; touch $registry"));

  static final List<StartState> ALL =
      Stream.of(WHOLE, CONFIGURATION, FILES, EFFECT, KINDS, RemovalStates.ALL)
          .flatMap(List::stream)
          .toList();

  private StartStates() {}
}
