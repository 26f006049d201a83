# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""The action behind hosttrust.trust.anchor: decisions are made on the control node, by the bridge; the host only
runs a shell program, over whatever connection and become method Ansible has for it."""
from __future__ import annotations

import os
import shlex

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.plugins.action import ActionBase

from ansible_collections.hosttrust.trust.plugins.plugin_utils import bridge

PARAMETERS = {
    'argument_spec': {
        'name': {'type': 'str', 'required': True},
        'ca': {'type': 'str'},
        'content': {'type': 'str'},
        'registries': {'type': 'list', 'elements': 'str', 'default': []},
        'root': {'type': 'str', 'default': ''},
    },
    'mutually_exclusive': [['ca', 'content']],
    'required_one_of': [['ca', 'content']],
}

MASKED = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'


class ActionModule(ActionBase):
    """Carries what the bridge wants run over the connection, and the bridge's result to Ansible."""

    def run(self, tmp=None, task_vars=None):
        if self._task.async_val:
            raise AnsibleActionFail('hosttrust.trust.anchor cannot run in the background: remove async and poll from the task')
        result = super().run(tmp, task_vars)
        parameters = self.validate_argument_spec(**PARAMETERS)[1]
        result.update(bridge.converse(self._request(parameters), self._execute))
        # What is no certificate may be a key by mistake: it is refused, and must not be shown.
        shown = {name: MASKED if name == 'content' and value is not None else value for name, value in parameters.items()}
        result['invocation'] = {'module_args': shown}
        return result

    def _request(self, parameters):
        request = {name: parameters[name] for name in ('name', 'content', 'registries', 'root')}
        request.update(check_mode=bool(self._task.check_mode), diff=bool(self._task.diff))
        if parameters['ca'] is not None:
            request.update(self._ca(parameters['ca']))
        return request

    def _ca(self, ca):
        """Where the CA is, found as the module copy finds its src; the text itself of a file that is vaulted."""
        try:
            found = self._find_needle('files', os.path.expanduser(ca))
        except AnsibleError as error:
            raise AnsibleActionFail('ca: %s' % error) from error
        if os.path.isdir(found):
            return {'ca': found}
        readable = self._loader.get_real_file(found)
        if readable == found:
            return {'ca': found}
        try:
            with open(readable, encoding='latin-1') as decrypted:
                return {'content': decrypted.read(), 'content_origin': found}
        finally:
            self._loader.cleanup_tmp_file(readable)

    def _execute(self, command, stdin):
        """Runs a command on the host with a standard input, or with a file in its place where there is none."""
        command = ' '.join(word for word in (self._compute_environment_string().strip(), command) if word)
        if self._has_standard_input():
            output = self._low_level_execute_command(command, in_data=stdin.encode('utf-8'))
            if not _wants_terminal(output):
                return _answer(output)
        return _answer(self._execute_with_file(command, stdin))

    def _has_standard_input(self):
        """Whether the connection passes it on, and the become method does not need it for itself."""
        become = self._connection.become
        return self._connection.has_pipelining and (become is None or getattr(become, 'pipelining', become.name != 'su'))

    def _execute_with_file(self, command, stdin):
        shell = self._connection._shell
        if shell.tmpdir is None:
            self._make_tmp_path()
        path = shell.join_path(shell.tmpdir, 'hosttrust')
        self._transfer_data(path, stdin.encode('utf-8'))
        self._fixup_perms2([shell.tmpdir, path], execute=False)
        return self._low_level_execute_command('%s <%s' % (command, shlex.quote(path)))


def _wants_terminal(output):
    """Whether sudo refused for want of a terminal (requiretty), which Ansible gives only without standard input."""
    return output['rc'] != 0 and 'you must have a tty' in output['stderr'] + output['stdout']


def _answer(output):
    return {name: output[name] for name in ('rc', 'stdout', 'stderr')}
