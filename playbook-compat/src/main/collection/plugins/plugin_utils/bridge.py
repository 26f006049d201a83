# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Talks to the Java process that decides for all hosts of an Ansible run, and starts it on demand.

The process belongs to one run: its socket is in the run's own temporary directory, and it ends with the run, or
after a while without work. Each host's task has a connection of its own. On it both sides write JSON objects, one a
line: first the task's request; then the bridge asks for commands to be run on the host (`exec`, `stdin`), each of
which is answered (`rc`, `stdout`, `stderr`); last comes the `result`.
"""
from __future__ import annotations

import contextlib
import fcntl
import glob
import json
import os
import select
import socket
import stat
import struct
import subprocess
import tempfile

from ansible import constants as C
from ansible.errors import AnsibleActionFail

from ansible_collections.hosttrust.trust.plugins.plugin_utils import java

MAIN = 'dev.hosttrust.playbook.Main'
LIBRARIES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'lib', '*.jar')

IDLE_SECONDS = 60
"""How long the process stays without work; a run that comes back to it later starts another."""

START_SECONDS = 60
"""How long a start may take on a machine that is very busy."""

LONGEST_SOCKET_PATH = 100
"""In bytes; Linux takes 107, macOS 103."""


class Gone(Exception):
    """The process ended before it said anything, so that nothing is lost by asking another one."""


def converse(request, execute):
    """Lets the bridge decide for one host.

    :arg request: the task's parameters, a dict
    :arg execute: runs a command with a standard input on the host; returns a dict with rc, stdout and stderr
    :returns: the module's result, a dict
    """
    try:
        return _converse(request, execute)
    except Gone:
        return _converse(request, execute)


def _converse(request, execute):
    with _connect() as connection, connection.makefile('rwb') as stream:
        heard = False
        message = request
        while True:
            line = _exchange(stream, message)
            if not line:
                raise AnsibleActionFail('the hosttrust process ended: ' + _last_words(_directory())) if heard else Gone()
            heard = True
            answer = json.loads(line)
            if 'result' in answer:
                return answer['result']
            message = execute(answer['exec'], answer['stdin'])


def _exchange(stream, message):
    """Says one thing and hears another; nothing if the other side is gone."""
    try:
        stream.write(json.dumps(message).encode('ascii') + b'\n')
        stream.flush()
        return stream.readline()
    except (BrokenPipeError, ConnectionResetError):
        return b''


def _connect():
    """A connection to this run's process, which is started if there is none."""
    directory = _directory()
    path = os.path.join(directory, 'socket')
    connection = _try_to_connect(path)
    if connection is None:
        with _lock(directory):  # of all the workers that found nobody, one starts the process
            connection = _try_to_connect(path)
            if connection is None:
                _start(directory, path)
                connection = _try_to_connect(path)
    if connection is None:
        raise AnsibleActionFail('the hosttrust process does not answer: ' + _last_words(directory))
    return connection


def _directory():
    """A directory of this run that nobody else can enter."""
    directory = os.path.join(C.DEFAULT_LOCAL_TMP, 'hosttrust')
    if len(os.fsencode(directory)) + len('/socket') > LONGEST_SOCKET_PATH:
        directory = os.path.join(tempfile.gettempdir(), 'hosttrust-' + os.path.basename(C.DEFAULT_LOCAL_TMP))
    with contextlib.suppress(FileExistsError):
        os.mkdir(directory, 0o700)
    found = os.lstat(directory)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise AnsibleActionFail('%s is not a directory of mode 0700 that is your own; remove it and run again' % directory)
    return directory


def _try_to_connect(path):
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(path)
        _check_peer(connection)
        return connection
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise


def _check_peer(connection):
    """Where the system tells who listens (Linux), it must be this user."""
    if hasattr(socket, 'SO_PEERCRED'):
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize('3i'))
        if struct.unpack('3i', credentials)[1] != os.geteuid():
            raise AnsibleActionFail("the hosttrust process's socket is another user's")


@contextlib.contextmanager
def _lock(directory):
    with open(os.path.join(directory, 'lock'), 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(directory, path):
    """Starts the process and waits until it listens.

    It lives with Ansible's main process, which is the parent of this worker. It has a session of its own, so that a
    Ctrl-C at the terminal, which workers and main process answer in their way, does not reach it first.
    """
    jars = sorted(glob.glob(LIBRARIES))
    if not jars:
        raise AnsibleActionFail('%s are missing; install the collection from its archive' % LIBRARIES)
    command = [
        java.find(), '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', os.pathsep.join(jars),
        MAIN, path, str(os.getppid()), str(IDLE_SECONDS),
    ]
    with open(os.path.join(directory, 'log'), 'wb') as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True, cwd='/')
    with process.stdout as ready:
        if not select.select([ready], [], [], START_SECONDS)[0] or ready.readline() != b'ready\n':
            process.kill()
            process.wait()
            raise AnsibleActionFail('the hosttrust process did not start (%s): %s' % (command[0], _last_words(directory)))
    # It outlives this worker, which must not complain of that.
    process.returncode = 0


def _last_words(directory):
    """The last line of what the process had to complain of."""
    try:
        with open(os.path.join(directory, 'log'), encoding='utf-8', errors='replace') as log:
            lines = [line.strip() for line in log if line.strip()]
    except OSError:
        lines = []
    return lines[-1] if lines else 'it said nothing'
