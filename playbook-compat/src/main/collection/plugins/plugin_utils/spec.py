# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Parses a spec file. What it may hold is the bridge's to judge, which gets each value with its place in the file."""
from __future__ import annotations

import yaml

from ansible.errors import AnsibleActionFail

LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)

MOST_BYTES = 1 << 20
"""As the command line has it."""

MOST_LEVELS = 20
"""A spec has five levels of lists and mappings; each further one is a mistake."""


def parse(path, origin):
    """The document of a spec file as nested dicts, or None if it holds nothing.

    :arg path: where to read it
    :arg origin: names the file in messages
    """
    try:
        with open(path, 'rb') as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AnsibleActionFail('%s: cannot be read: %s; check the file' % (origin, error.strerror)) from None
    if len(content) > MOST_BYTES:
        raise AnsibleActionFail('%s: is larger than %d bytes; check that it is the right file' % (origin, MOST_BYTES))
    try:
        return _Parser(content, origin).document()
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        where = '%s:%d:%d' % (origin, mark.line + 1, mark.column + 1) if mark else origin
        # The first line of a parser's error is what it was doing; an error of the reader has no more than one.
        what = getattr(error, 'problem', None) or str(error).splitlines()[0]
        raise AnsibleActionFail('%s: is no YAML: %s; mend it there' % (where, what)) from None


class _Parser:
    """Turns events into nodes. An alias and a second document are refused, as on the command line."""

    def __init__(self, content, origin):
        self._events = yaml.parse(content, Loader=LOADER)
        self._origin = origin

    def document(self):
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        document = self._node(next(self._events), 1)
        next(self._events)  # the end of the document
        if not isinstance(next(self._events), yaml.StreamEndEvent):
            self._refuse(next(self._events), 'a second YAML document begins; keep all in one document')
        return document

    def _node(self, event, level):
        if level > MOST_LEVELS:
            self._refuse(event, 'lists and mappings are nested too deeply; mend it there')
        node = {'line': event.start_mark.line + 1, 'column': event.start_mark.column + 1}
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, 'a YAML alias (*); write the value out')
        elif isinstance(event, yaml.SequenceStartEvent):
            node['items'] = [self._node(item, level + 1) for item in self._until(yaml.SequenceEndEvent)]
        elif isinstance(event, yaml.MappingStartEvent):
            node['entries'] = [self._entry(key, level + 1) for key in self._until(yaml.MappingEndEvent)]
        else:
            node.update(value=event.value, plain=event.implicit[0])
        return node

    def _entry(self, event, level):
        key = self._node(event, level)
        if 'value' not in key:
            self._refuse(event, 'a key is a list or a mapping; write a text')
        return {'key': key['value'], 'line': key['line'], 'column': key['column'], 'node': self._node(next(self._events), level)}

    def _until(self, end):
        event = next(self._events)
        while not isinstance(event, end):
            yield event
            event = next(self._events)

    def _refuse(self, event, what):
        raise AnsibleActionFail('%s:%d:%d: %s' % (self._origin, event.start_mark.line + 1, event.start_mark.column + 1, what))
