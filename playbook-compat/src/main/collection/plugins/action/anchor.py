# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""The action behind hosttrust.trust.anchor: decisions are made on the control node, by the bridge; the host only
runs a shell program, over whatever connection and become method Ansible has for it."""
from __future__ import annotations

import contextlib
import os
import re
import shlex

from ansible import constants as C
from ansible.errors import AnsibleActionFail, AnsibleError, AnsibleFileNotFound
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError
from ansible.plugins.action import ActionBase

from ansible_collections.hosttrust.trust.plugins.plugin_utils import bridge, spec

CERTIFICATE = {
    'state': {'type': 'str', 'choices': ['present', 'absent']},
    'previous': {'type': 'str'},
    'ca': {'type': 'str'},
    'content': {'type': 'str'},
    'registries': {'type': 'list', 'elements': 'str', 'default': []},
    'allow': {'type': 'list', 'elements': 'str', 'choices': ['leaf', 'expired', 'not-yet-valid'], 'default': []},
}

PARAMETERS = ArgumentSpecValidator(
    {
        'name': {'type': 'str'},
        **CERTIFICATE,
        'anchors': {
            'type': 'list',
            'elements': 'dict',
            'options': {'name': {'type': 'str', 'required': True}, **CERTIFICATE},
            'mutually_exclusive': [['ca', 'content']],
            'required_one_of': [['ca', 'content', 'state']],
        },
        'spec': {'type': 'str'},
        'root': {'type': 'str', 'default': ''},
        'stores': {'type': 'list', 'elements': 'str', 'default': []},
        'containerd_config_path': {'type': 'str', 'default': ''},
        'restart': {'type': 'list', 'elements': 'str', 'default': []},
        'restart_stops_containers': {'type': 'bool', 'default': False},
    },
    mutually_exclusive=[['name', 'anchors', 'spec'], ['ca', 'content', 'anchors', 'spec']] + [
        [parameter, 'anchors', 'spec'] for parameter in ('registries', 'allow', 'state', 'previous')],
    required_one_of=[['name', 'anchors', 'spec'], ['ca', 'content', 'anchors', 'spec', 'state']])

OF_THE_HOST = ('root', 'stores', 'containerd_config_path', 'restart', 'restart_stops_containers')

MASKED = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'
TERMINAL_IS_ASKED_FOR = re.compile(r'(^|\s)-tt?(\s|$)|RequestTTY[=\s]\s*(yes|force)', re.IGNORECASE)


class ActionModule(ActionBase):
    """Carries what the bridge wants run over the connection, and the bridge's result to Ansible."""

    _needs_terminal = False

    def run(self, tmp=None, task_vars=None):
        try:
            return self._run(task_vars)
        except AnsibleActionFail as failure:  # returned, it is one clear line on every version of Ansible
            return {'failed': True, 'changed': False, 'msg': failure.message}

    def _run(self, task_vars):
        if self._task.async_val:
            raise AnsibleActionFail('hosttrust.trust.anchor cannot run in the background: remove async and poll from the task')
        result = super().run(task_vars=task_vars)
        parameters = self._parameters()
        result.update(bridge.converse(self._request(parameters), self._execute))
        if _wants_invocation(task_vars):
            result['invocation'] = {'module_args': _masked(parameters)}
        return result

    def _parameters(self):
        """The task's parameters, converted, with None for what was not given; all that is wrong with them at once."""
        validated = PARAMETERS.validate(_decrypted(self._task.args))
        if validated.error_messages:
            raise AnsibleActionFail('\n'.join(_words(error) for error in validated.errors.errors))
        return validated.validated_parameters

    def _request(self, parameters):
        request = {name: parameters[name] for name in OF_THE_HOST}
        request.update({'check_mode': bool(self._task.check_mode), 'diff': bool(self._task.diff)})
        if parameters['spec'] is not None:
            request['spec'] = self._spec(parameters['spec'])
        elif parameters['anchors'] is not None:
            request['anchors'] = [self._anchor(anchor) for anchor in parameters['anchors']]
        else:
            request.update(self._anchor(parameters))
        return request

    def _spec(self, path):
        """A spec file with what is in it."""
        try:
            found = self._find(path, 'give the file that holds the anchors')
        except _NotFound as error:
            raise AnsibleActionFail('spec: %s; %s' % (error.what, error.remedy)) from None
        if not os.path.isfile(found):  # a named pipe would be waited for
            raise AnsibleActionFail('%s: is %s; give a file' % (found, 'a directory' if os.path.isdir(found) else 'no regular file'))
        with self._readable(found) as readable:
            return {'file': found, 'document': spec.parse(readable, found)}

    def _anchor(self, parameters):
        anchor = {name: parameters[name] for name in ('name', 'registries', 'allow')}
        if parameters['state'] is not None:
            anchor['state'] = parameters['state']
        if parameters['previous'] is not None:
            anchor['previous'] = self._ca(parameters['previous'])
        if parameters['content'] is not None:
            anchor['content'] = parameters['content'].encode('utf-8', 'surrogateescape').decode('latin-1')  # its bytes, one character each
        elif parameters['ca'] is not None:
            anchor.update(self._ca(parameters['ca']))
        return anchor

    def _ca(self, ca):
        """Where the CA is; the text itself of a file that is vaulted; or why there is none, which the bridge reports with all else."""
        try:
            found = self._find(ca, "give the CA's certificate file, or Easy-RSA's directory")
        except _NotFound as error:
            return {'ca_problem': {'what': error.what, 'remedy': error.remedy}}
        if os.path.isdir(found):
            return {'ca': found}
        with self._readable(found) as readable:
            if readable == found:
                return {'ca': found}
            with open(readable, encoding='latin-1') as decrypted:
                return {'content': decrypted.read(), 'content_origin': found}

    def _find(self, path, what_to_give):
        """A file or directory of the control node, searched as the module copy searches its src."""
        if not path:  # else it would be the play's own directory
            raise _NotFound('is empty', what_to_give)
        try:
            return self._find_needle('files', path)
        except AnsibleFileNotFound as error:
            searched = ', '.join(dict.fromkeys(error.paths or []))
            raise _NotFound(path + ' was not found', 'searched were ' + searched if searched else 'check the path') from None

    @contextlib.contextmanager
    def _readable(self, path):
        """The path itself, or if the file is vaulted, that of a decrypted copy, which is removed afterwards."""
        readable = self._loader.get_real_file(path)
        try:
            yield readable
        finally:
            if readable != path:
                self._loader.cleanup_tmp_file(readable)

    def _execute(self, command, stdin):
        """Runs a command on the host with a standard input, or with a file in its place where there is none."""
        command = ' '.join(word for word in (self._compute_environment_string().strip(), command) if word)
        if not self._needs_terminal and self._has_standard_input():
            output = self._low_level_execute_command(command, in_data=stdin.encode('utf-8'))
            if not _was_refused_without_terminal(output):
                return _answer(output)
            self._needs_terminal = True
        return _answer(self._execute_with_file(command, stdin))

    def _has_standard_input(self):
        """Whether the connection passes it on, and the become method does not need it for itself."""
        become = self._connection.become
        if not self._connection.has_pipelining or not (become is None or getattr(become, 'pipelining', become.name != 'su')):
            return False
        if self._connection.transport == 'local':
            self._connection.set_option('pipelining', True)  # else, with a become password, its stdin is a terminal without end
        return not any(
            TERMINAL_IS_ASKED_FOR.search(self.get_connection_option(option) or '')
            for option in ('ssh_args', 'ssh_common_args', 'ssh_extra_args'))

    def _execute_with_file(self, command, stdin):
        shell = self._connection._shell
        if shell.tmpdir is None:
            self._make_tmp_path()
        path = shell.join_path(shell.tmpdir, 'hosttrust')
        self._transfer_data(path, stdin.encode('utf-8'))
        self._fixup_perms2([shell.tmpdir, path], execute=False)
        return self._low_level_execute_command('%s <%s' % (command, shlex.quote(path)))


class _NotFound(Exception):
    """There is no such file on the control node."""

    def __init__(self, what, remedy):
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def _decrypted(value):
    """A value with texts in place of those that are vaulted in the task itself, which before 2.19 are none yet."""
    if isinstance(value, dict):
        return {name: _decrypted(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_decrypted(element) for element in value]
    return str(value) if getattr(value, '__ENCRYPTED__', False) else value


def _masked(value):
    """Parameters without content: what is no certificate may be a key by mistake, which is refused and must not be shown."""
    if isinstance(value, dict):
        return {name: MASKED if name == 'content' and member is not None else _masked(member) for name, member in value.items()}
    return [_masked(element) for element in value] if isinstance(value, list) else value


def _words(error):
    """As modules say it."""
    return ('Unsupported parameters for (hosttrust.trust.anchor) module: ' if isinstance(error, UnsupportedError) else '') + error.msg


def _wants_invocation(task_vars):
    """From ansible-core 2.21 on, a result has it only on demand."""
    try:
        return C.config.get_config_value('INJECT_INVOCATION', variables=task_vars)
    except AnsibleError:
        return True


def _was_refused_without_terminal(output):
    """Whether sudo wants a terminal (requiretty), which Ansible gives only where there is no standard input."""
    return output['rc'] != 0 and 'you must have a tty' in output['stderr'] + output['stdout']


def _answer(output):
    return {name: output[name] for name in ('rc', 'stdout', 'stderr')}
