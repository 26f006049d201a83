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


def find():
    """Returns the path of a fit `java`: of JAVA_HOME, of the PATH, or below /usr/lib/jvm.

    A runtime says its release in a file; asking `java` itself would cost a JVM's start.
    """
    unfit = []
    for home in _homes():
        release = _release(home)
        if release is not None and release >= NEEDED:
            return os.path.join(home, 'bin', 'java')
        if release is not None:
            unfit.append('%s is Java %d' % (home, release))
    raise AnsibleActionFail(
        'hosttrust needs Java %d or newer on the control node, and %s: install one (Debian 13: apt-get install openjdk-25-jre-headless),'
        ' or set JAVA_HOME' % (NEEDED, ', '.join(unfit) if unfit else 'none is in JAVA_HOME, on the PATH or below /usr/lib/jvm'))


def _homes():
    """Yields the candidates, each once, in the order in which they are wanted."""
    candidates = [os.environ.get('JAVA_HOME')]
    on_path = shutil.which('java')
    if on_path:
        candidates.append(os.path.dirname(os.path.dirname(os.path.realpath(on_path))))
    candidates.extend(sorted(glob.glob('/usr/lib/jvm/*'), reverse=True))
    seen = set()
    for home in candidates:
        if home and os.path.realpath(home) not in seen and os.access(os.path.join(home, 'bin', 'java'), os.X_OK):
            seen.add(os.path.realpath(home))
            yield home


def _release(home):
    """The feature release of a runtime, such as 25 (1.8 counts as 8); None if it does not say."""
    try:
        with open(os.path.join(home, 'release'), encoding='utf-8', errors='replace') as release:
            match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release.read(), re.MULTILINE)
    except OSError:
        return None
    return int(match.group(1)) if match else None
