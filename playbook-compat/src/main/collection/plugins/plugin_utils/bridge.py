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
import hashlib
import json
import multiprocessing
import os
import socket
import stat
import subprocess
import time

from ansible import constants as C
from ansible.errors import AnsibleActionFail

from ansible_collections.hosttrust.trust.plugins.plugin_utils import java

MAIN = 'dev.hosttrust.playbook.Main'
LIBRARIES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'lib')

IDLE_SECONDS = 60
"""How long the process stays without work; a run that comes back to it later starts another."""

START_SECONDS = 60
"""How long a start may take on a machine that is very busy."""

LOOK_SECONDS = 0.01
"""How often a start is looked at."""


def converse(request, execute):
    """Lets the bridge decide for one host.

    :arg request: the task's parameters, a dict
    :arg execute: runs a command with a standard input on the host; returns a dict with rc, stdout and stderr
    :returns: the module's result, a dict
    """
    with _run_directory() as directory:
        # A process that ended before it said anything, as one does that was idle for long, is asked once more: nothing is lost.
        result = _converse(directory, request, execute) or _converse(directory, request, execute)
        if result is None:
            raise AnsibleActionFail('the hosttrust process ended: ' + _last_words(directory))
        return result


def _converse(directory, request, execute):
    """The result, or None if the process ended before it said anything."""
    with _connect(directory) as connection, connection.makefile('rb') as answers:
        answer = _exchange(connection, answers, request)
        while answer is not None and 'result' not in answer:
            answer = _exchange(connection, answers, execute(answer['exec'], answer['stdin']))
            if answer is None:
                raise AnsibleActionFail('the hosttrust process ended while it worked on this host: ' + _last_words(directory))
        return answer and answer['result']


def _exchange(connection, answers, message):
    """Says one thing and hears another; None if the other side is gone."""
    try:
        connection.sendall(json.dumps(message).encode('ascii') + b'\n')
        line = answers.readline()
    except (BrokenPipeError, ConnectionResetError):
        return None
    return json.loads(line) if line.endswith(b'\n') else None


@contextlib.contextmanager
def _run_directory():
    """A directory of this run that nobody else can enter."""
    path = os.path.join(C.DEFAULT_LOCAL_TMP, 'hosttrust')
    try:
        _make_private(path)
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise AnsibleActionFail('no directory for the hosttrust process: %s' % error) from error
    try:
        # By its descriptor, its name is short: a socket's path may have 107 bytes, on macOS 103.
        short = '/proc/self/fd/%d' % descriptor
        yield short if os.path.isdir(short) else path
    finally:
        os.close(descriptor)


def _make_private(path):
    """Makes a directory, or finds it there, and makes sure that nobody else made it."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, 0o700)
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError('%s is not a directory of mode 0700 that is your own; remove it and run again' % path)


def _connect(directory):
    """A connection to this run's process, which is started if there is none."""
    try:
        connection = _try_to_connect(directory)
        if connection is None:
            with _lock(directory):  # of all the workers that found nobody, one starts the process
                connection = _try_to_connect(directory) or _start(directory)
        return connection
    except OSError as error:
        raise AnsibleActionFail('no connection to the hosttrust process: %s' % error) from error


def _try_to_connect(directory):
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(os.path.join(directory, 'socket'))
        return connection
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise


@contextlib.contextmanager
def _lock(directory):
    with open(os.path.join(directory, 'lock'), 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(directory):
    """Starts the process and connects to it as soon as it listens.

    It has a session of its own, so that a Ctrl-C at the terminal, which workers and main process answer in their way,
    does not reach it first.
    """
    command = _command()
    with open(os.path.join(directory, 'log'), 'wb') as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=directory)
    connection = None
    deadline = time.monotonic() + START_SECONDS
    while connection is None and process.poll() is None and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
        connection = _try_to_connect(directory)
    if connection is None:
        process.kill()
        process.wait()
        raise AnsibleActionFail('the hosttrust process did not start (%s): %s' % (command[0], _last_words(directory)))
    # It outlives this worker, which must not complain of that.
    process.returncode = 0
    return connection


def _command():
    runtime = java.find()
    jars = sorted(glob.glob(os.path.join(glob.escape(LIBRARIES), '*.jar')))
    if not jars:
        raise AnsibleActionFail('%s has no jars; install the collection from its archive' % LIBRARIES)
    # The one to live with is Ansible's main process, even if it is dead by now and this worker has another parent.
    parent = multiprocessing.parent_process()
    main_process = os.getpid() if parent is None else parent.pid
    return [
        runtime, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', *_class_archive(runtime, jars),
        '-cp', os.pathsep.join(jars), MAIN, 'socket', str(main_process), str(IDLE_SECONDS),
    ]


def _class_archive(runtime, jars):
    """Options by which the JVM keeps the classes of this run ready for the next, which spares a third of a start's CPU time.

    It writes the file when it ends, and uses only one that fits to itself and to the jars. Without a private place to
    keep it, a start takes the longer time.
    """
    directory = os.path.join(C.ANSIBLE_HOME, 'hosttrust')
    archive = os.path.join(directory, hashlib.sha256(os.fsencode(runtime + '\n' + LIBRARIES)).hexdigest()[:16] + '.jsa')
    try:
        _make_private(directory)
        _remove_unfit(archive, jars)
    except OSError:
        return []
    return ['-XX:+AutoCreateSharedArchive', '-XX:SharedArchiveFile=' + archive, '-XX:+VerifySharedSpaces']


def _remove_unfit(archive, jars):
    """Removes what the JVM would neither use nor replace: a file older than the jars, or unfinished (its beginning is written last)."""
    with contextlib.suppress(FileNotFoundError):
        with open(archive, 'rb') as file:
            finished = any(file.read(4))
        if not finished or os.stat(archive).st_mtime < max(os.stat(jar).st_ctime for jar in jars):
            os.remove(archive)


def _last_words(directory):
    """The end of what the process had to complain of, without places in a stack trace and the JVM's own log."""
    try:
        with open(os.path.join(directory, 'log'), encoding='utf-8', errors='replace') as log:
            lines = [line.strip() for line in log]
    except OSError:
        lines = []
    return ' | '.join([line for line in lines if line and not line.startswith(('at ', '... ', '['))][-3:]) or 'it said nothing'
