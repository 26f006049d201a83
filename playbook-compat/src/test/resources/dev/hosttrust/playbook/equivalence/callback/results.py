# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Writes one JSON object for each result, an item of a loop being one, to the file that EQUIVALENCE_RESULTS names."""
from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results
type: aggregate
short_description: results as JSON lines
description: Writes one JSON object for each result to the file that EQUIVALENCE_RESULTS names.
"""


class CallbackModule(CallbackBase):
    """Sees every result, and leaves what is on the screen to the callback for that."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'results'

    def __init__(self):
        super().__init__()
        self._file = open(os.environ['EQUIVALENCE_RESULTS'], 'w', encoding='utf-8')

    def _write(self, status, result):
        answer = result._result
        if 'results' in answer:
            # The sum of a loop, whose items were written one by one.
            return
        args = result._task_fields.get('args') or {}
        line = {
            'host': result._host.get_name(),
            'status': status,
            'action': result._task.action,
            'target': args.get('dest') or args.get('path'),
            'changed': bool(answer.get('changed')),
            'message': str(answer.get('msg', '')),
            'steps': answer.get('steps', []),
        }
        self._file.write(json.dumps(line) + '\n')
        self._file.flush()

    def v2_runner_on_ok(self, result):
        """A task, or its item, is done."""
        self._write('ok', result)

    def v2_runner_on_skipped(self, result):
        """A task, or its item, is not done; of a command, check mode says so."""
        self._write('skipped', result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        """A task, or its item, failed."""
        self._write('failed', result)

    def v2_runner_on_unreachable(self, result):
        """There is no connection."""
        self._write('unreachable', result)

    v2_runner_item_on_ok = v2_runner_on_ok
    v2_runner_item_on_skipped = v2_runner_on_skipped
    v2_runner_item_on_failed = v2_runner_on_failed
