# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Documentation of the action hosttrust.trust.anchor; nothing of it runs on a host."""
DOCUMENTATION = r"""
module: anchor
short_description: Trust a private CA or no longer, in the system store and for container registries
version_added: 0.1.0
description:
  - Puts a CA certificate into the store of Debian and Ubuntu hosts and into Docker's C(certs.d), and makes sure that it is in effect.
  - Leaves a host as the usual tasks do (C(file), C(copy), C(lineinfile) and a handler that runs C(update-ca-certificates)),
    and repairs what they leave wrong, such as stale hash links after a certificate was replaced, or a run that was cut off before its handler.
  - All or nothing. If a step fails, the host is put back as it was.
  - One task can trust several CAs, by C(anchors) or C(spec). It looks at the host once and runs C(update-ca-certificates) once, while a loop
    does both for each of its items.
  - The host needs no Python and no Java. Decisions are made on the control node by one Java process a run, and carried over Ansible's own
    connection with the task's become method. A host on which nothing is to do costs one command, another two.
requirements:
  - A Java runtime, release 25 or newer, on the control node; the one in C(JAVA_HOME), else that on the C(PATH), else one below C(/usr/lib/jvm).
  - On the hosts, C(sh), and Debian's packages C(ca-certificates) and C(openssl).
options:
  name:
    description:
      - The anchor's name. It becomes a file name on the host, C(/usr/share/ca-certificates/local/NAME.crt).
      - Letters, digits, dots, underscores and dashes, with no dot or dash first; at most 251 characters.
      - One of C(name), C(anchors) and C(spec) is required, and excludes the others.
    type: str
  ca:
    description:
      - The CA certificate on the control node, PEM or DER; or the PKI directory of Easy-RSA, whose C(ca.crt) is taken.
      - A relative path is searched as C(src) of M(ansible.builtin.copy) is, in the role's C(files/), then beside the play.
      - A vaulted file is decrypted.
      - A bundle becomes one anchor for each certificate, named C(NAME-XXXXXXXX) after the first eight hex digits of its SHA-256 fingerprint.
      - Refused are private keys; and, unless I(allow) names it, a certificate that is no CA's and that another one issued, and a file of
        which no certificate is valid now.
      - With C(name), one of C(ca) and C(content) is required unless I(state=absent), and excludes the other.
    type: str
  content:
    description:
      - The certificate itself, in PEM, in place of C(ca).
    type: str
  state:
    description:
      - Whether the host shall trust the CA, which is the default, or shall not.
      - With C(absent), C(ca) or C(content) says which certificate goes; another one under the name is left, with a warning. Without them, what lies
        under the name goes. A host that does not have it is not changed. Expired certificates need no C(allow).
      - The registries named lose the CA as well. A C(ca.crt) with other certificates besides keeps these.
    type: str
    choices: [present, absent]
  previous:
    description:
      - The CA that C(ca) or C(content) takes the place of, as long as it is in use. The host trusts both. Its file, if it has one under the
        name, stays as it is, and the new one becomes C(NAME-XXXXXXXX.crt), as a part of a bundle.
      - Later, leave C(previous) out and add an anchor with the same name, the old CA and I(state=absent).
    type: str
  registries:
    description:
      - Container registries that this CA serves, as C(host) or C(host:port), written as in image references. Each gets
        C(/etc/docker/certs.d/REGISTRY/ca.crt), which Docker reads at every connection.
    type: list
    elements: str
    default: []
  allow:
    description:
      - What is taken with a warning, and is refused otherwise.
      - C(leaf) is a certificate that is no CA's and that another one issued, such as a server's.
      - C(expired) and C(not-yet-valid) are a file of which no certificate is valid now.
    type: list
    elements: str
    choices: [leaf, expired, not-yet-valid]
    default: []
  anchors:
    description:
      - Several anchors, in place of C(name), C(ca), C(content), C(state), C(previous), C(registries) and C(allow).
      - What is wrong with any of them is reported together, before the host is touched.
    type: list
    elements: dict
    suboptions:
      name:
        description: As the parameter C(name). No two anchors that are present have the same name.
        type: str
        required: true
      ca:
        description: As the parameter C(ca). One of C(ca) and C(content) is required unless I(state=absent), and excludes the other.
        type: str
      content:
        description: As the parameter C(content).
        type: str
      state:
        description: As the parameter C(state).
        type: str
        choices: [present, absent]
      previous:
        description: As the parameter C(previous).
        type: str
      registries:
        description: As the parameter C(registries). A registry belongs to one anchor.
        type: list
        elements: str
        default: []
      allow:
        description: As the parameter C(allow), for this anchor.
        type: list
        elements: str
        choices: [leaf, expired, not-yet-valid]
        default: []
  spec:
    description:
      - The spec file that C(hosttrust rollout --spec) takes, in place of C(anchors). It is searched as C(ca) is, and decrypted if it is vaulted.
      - It is read as the command line reads it. Paths in it are relative to its own directory, and C({{ }}) in it is no template;
        for templates, and for CA files that are vaulted, use C(anchors).
    type: str
  root:
    description:
      - The absolute path, on the host, of a directory that holds a system's tree, such as an image, in place of the running system.
    type: str
    default: ''
  stores:
    description:
      - Where the host keeps the trust, such as C(system), C(docker), C(podman) or C(containerd); the page C(docs/stores.md) has them all.
      - C(auto) alone takes the stores that the host has.
      - Empty means those of the spec file, if it names some, else C(system) and C(docker).
    type: list
    elements: str
    default: []
  containerd_config_path:
    description:
      - With the store C(containerd), the directory that its C(config_path) shall name, such as C(/etc/containerd/certs.d). Without it, containerd
        reads no certificate of a registry. It takes effect when containerd is restarted, which the module does not do.
      - Empty leaves containerd's configuration as it is.
    type: str
    default: ''
  restart:
    description:
      - Daemons that are restarted where they started before the trust changed, whoever changed it, so that they do not see it - C(containerd),
        C(docker), C(crio), C(k3s) (RKE2 as well). A restart that an earlier run owed is made up for.
      - Each is waited for until it is healthy; else the host fails, with the trust in place.
      - How many hosts restart at a time is said by C(serial) and C(throttle).
    type: list
    elements: str
    default: []
  restart_stops_containers:
    description:
      - With C(restart) naming C(docker), whether it is restarted also where that stops its containers, because C(live-restore) is off.
    type: bool
    default: false
attributes:
  check_mode:
    description: Predicts exactly what a run would do, also where directories do not exist yet.
    support: full
  diff_mode:
    description: Shows each path, with content, mode and owner, and why C(update-ca-certificates) runs.
    support: full
  async:
    description: The task cannot run in the background.
    support: none
  platform:
    description: Debian and Ubuntu.
    support: full
    platforms: debian
notes:
  - C(content) is never shown in the result, even with C(-vvv).
  - Programs that read the system store once, such as containerd, see a new CA after a restart. Do not make that restart depend on C(changed)
    or a handler alone, for neither comes again after a restart that failed. The play C(hosttrust.trust.kubernetes) compares times on the host
    instead, and the project's page C(docs/ansible.md) says how to do that in a play of your own.
seealso:
  - module: ansible.builtin.copy
  - name: update-ca-certificates
    description: Manual page of Debian's tool.
    link: https://manpages.debian.org/update-ca-certificates
author:
  - The hosttrust authors
"""

EXAMPLES = r"""
- name: Trust our registry's CA
  hosttrust.trust.anchor:
    name: harbor.example.com
    ca: pki/ca.crt
    registries:
      - harbor.example.com
      - harbor.example.com:8443
  become: true

- name: Trust a CA whose certificate is in a variable
  hosttrust.trust.anchor:
    name: corporate
    content: "{{ corporate_ca }}"
  become: true

- name: Trust several CAs
  hosttrust.trust.anchor:
    anchors:
      - name: harbor.example.com
        ca: pki/harbor.crt
        registries: [harbor.example.com]
      - name: corporate
        content: "{{ corporate_ca }}"
  become: true

- name: Trust the old CA and the new one, while servers get new certificates
  hosttrust.trust.anchor:
    name: harbor.example.com
    ca: pki/new.crt
    previous: pki/old.crt
    registries: [harbor.example.com]
  become: true

- name: Trust the new CA, and the old one no longer
  hosttrust.trust.anchor:
    anchors:
      - name: harbor.example.com
        ca: pki/new.crt
        registries: [harbor.example.com]
      - name: harbor.example.com
        ca: pki/old.crt
        state: absent
  become: true

- name: Trust the CAs of a spec file, as hosttrust rollout --spec trust.yml does
  hosttrust.trust.anchor:
    spec: trust.yml
  become: true
"""

RETURN = r"""
msg:
  description: What came of the host, in words; if it failed, every reason with its remedy, one a line.
  returned: always
  type: str
  sample: harbor.example.com is trusted now
steps:
  description: What was done, in order; in check mode what would be done. Empty if nothing was to do.
  returned: unless failed
  type: list
  elements: dict
  contains:
    action:
      description: One of C(create_directory), C(change_attributes), C(write_file), C(remove_file), C(remove_directory), C(remove_leftovers), C(run_tool), C(restart_daemon).
      returned: always
      type: str
    path:
      description: What it was done to.
      returned: for the first five actions
      type: str
    mode:
      description: The mode afterwards, four octal digits.
      returned: for the first three actions
      type: str
    owner:
      description: The numeric owner afterwards.
      returned: for the first three actions
      type: int
    group:
      description: The numeric group afterwards.
      returned: for the first three actions
      type: int
    command:
      description: The tool of the distribution that is run, with its options.
      returned: for C(run_tool)
      type: str
    reasons:
      description: Why it is run.
      returned: for C(run_tool) and C(restart_daemon)
      type: list
      elements: str
    daemon:
      description: The daemon's name, as in the parameter C(restart).
      returned: for C(restart_daemon)
      type: str
    service:
      description: Its service, without an ending.
      returned: for C(restart_daemon)
      type: str
    takes_effect:
      description: When programs see it, and whether something must be restarted for that.
      returned: for C(write_file) and C(run_tool), where the step has an effect of its own
      type: str
  sample:
    - action: write_file
      path: /usr/share/ca-certificates/local/harbor.example.com.crt
      mode: '0644'
      owner: 0
      group: 0
    - action: run_tool
      command: update-ca-certificates
      reasons: [harbor.example.com.crt is new]
replaces:
  description: The CA files that were replaced, or would be, with the certificates that went with them.
  returned: when changed
  type: list
  elements: dict
  contains:
    path:
      description: The file.
      returned: always
      type: str
    certificates:
      description: Each with C(subject), C(sha256) and C(not_after). Empty if the file held no certificate.
      returned: always
      type: list
      elements: dict
removes:
  description: The CA files that were removed, or would be, with the certificates that were in them.
  returned: when changed
  type: list
  elements: dict
  contains:
    path:
      description: The file.
      returned: always
      type: str
    certificates:
      description: Each with C(subject), C(sha256) and C(not_after). Empty if the file held no certificate.
      returned: always
      type: list
      elements: dict
evidence:
  description: What was read back from the host. It proves that the CAs are trusted.
  returned: unless failed, or changes were predicted in check mode
  type: list
  elements: dict
  contains:
    store:
      description: The store that was looked into, such as C(system) or C(docker).
      returned: always
      type: str
    anchor:
      description: The anchor's name.
      returned: always
      type: str
    kind:
      description:
        - C(bundle) if the path holds the certificate among others.
        - C(hash_link) if OpenSSL finds the certificate by this link.
        - C(file) if the path is the file that the store reads.
        - C(absent) if the path does not hold the certificate, or is not there, and the anchor is absent.
      returned: always
      type: str
    path:
      description: The file or link.
      returned: always
      type: str
    sha256:
      description:
        - Of the certificate for C(bundle), C(hash_link) and C(absent), of the file's content for C(file), in hex.
        - Empty for C(absent) where the task does not say which certificate it is.
      returned: always
      type: str
stale:
  description:
    - The daemons that do not see the trust until they are restarted, such as C(docker); in check mode, those that will not.
    - It is read from the host each time, so that it is there as well where an earlier run changed the trust.
  returned: unless a parameter was refused
  type: list
  elements: str
daemons:
  description: The daemons that run and that read trust only when they start.
  returned: unless a parameter was refused
  type: list
  elements: dict
  contains:
    daemon:
      description: Its name.
      returned: always
      type: str
    service:
      description: Its service, without an ending.
      returned: always
      type: str
    started:
      description: When it started, by the host's clock, in ISO 8601.
      returned: always
      type: str
    unseen:
      description: The files that changed since. Empty if it sees all.
      returned: always
      type: list
      elements: str
facts:
  description: The anchors that shall be trusted, one for each certificate; a bundle gives several.
  returned: unless a parameter was refused
  type: list
  elements: dict
  contains:
    name:
      description: The anchor's name.
      returned: always
      type: str
    subject:
      description: The certificate's subject.
      returned: always
      type: str
    sha256:
      description: The certificate's fingerprint, in hex.
      returned: always
      type: str
    not_after:
      description: When it expires, in ISO 8601.
      returned: always
      type: str
    path:
      description: Its file on the host, where the certificate does not lie there under its other name.
      returned: always
      type: str
    registries:
      description: Its registries.
      returned: always
      type: list
      elements: str
diff:
  description:
    - The difference in diff mode, one entry for each step; C(before) and C(after) with headers that hold the path, or C(prepared) for what has no two sides.
  returned: when changed, in diff mode
  type: list
  elements: dict
"""
