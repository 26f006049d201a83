# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Finds a Java runtime on the control node."""
from __future__ import annotations

import glob
import os
import re
import shutil

from ansible.errors import AnsibleActionFail

NEEDED = 25
"""The oldest release that runs the bridge."""

INSTALLED = '/usr/lib/jvm/*'
"""Where the packages of Debian and its like, of Red Hat's and others put theirs."""


def find():
    """Returns the path of a fit `java`: of JAVA_HOME, of the PATH, below /usr/lib/jvm, or the one that came with the program hosttrust.

    A runtime says its release in a file; asking `java` itself would cost a JVM's start.
    """
    flaws = []
    for name, home in _candidates():
        flaw = _flaw(home)
        if flaw is None:
            return os.path.join(home, 'bin', 'java')
        flaws.append('%s %s' % (name, flaw))
    raise AnsibleActionFail(
        'hosttrust needs Java %d or newer on the control node, and %s; install one (Debian 13: apt-get install openjdk-25-jre-headless),'
        ' or the package of hosttrust that has one, or set JAVA_HOME' % (NEEDED, ', '.join(flaws) or 'there is none in JAVA_HOME, on the PATH or below ' + os.path.dirname(INSTALLED)))


def _candidates():
    """Yields a name for messages and the directory of each runtime, in the order in which they are wanted."""
    java_home = os.environ.get('JAVA_HOME')
    if java_home:  # even if it is none, for that is worth a word
        yield 'JAVA_HOME=' + java_home, java_home
    on_path = shutil.which('java')
    homes = [os.path.dirname(os.path.dirname(os.path.realpath(on_path)))] if on_path else []
    homes.extend(sorted(glob.glob(INSTALLED), reverse=True))
    homes.extend(_of_hosttrust())
    seen = {os.path.realpath(java_home)} if java_home else set()
    for home in map(os.path.realpath, homes):
        if home not in seen and _is_runtime(home):
            seen.add(home)
            yield home, home


def _of_hosttrust():
    """The runtime of a package: the program on the PATH is a link to one that has it beside itself."""
    program = shutil.which('hosttrust')
    return [os.path.join(os.path.dirname(os.path.realpath(program)), 'jre')] if program else []


def _is_runtime(home):
    return os.access(os.path.join(home, 'bin', 'java'), os.X_OK)


def _flaw(home):
    """What is wrong with a runtime; None if it is fit."""
    if not _is_runtime(home):
        return 'has no bin/java'
    release = _release(home)
    if release is None:
        return 'does not say its release'
    return None if release >= NEEDED else 'is Java %d' % release


def _release(home):
    """The feature release of a runtime, such as 25 (1.8 counts as 8); None if it does not say."""
    try:
        with open(os.path.join(home, 'release'), encoding='utf-8', errors='replace') as release:
            match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release.read(), re.MULTILINE)
    except OSError:
        return None
    return int(match.group(1)) if match else None
