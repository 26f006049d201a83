# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Writes what Ansible's callbacks are told, as JSON objects, one a line, to the file that RECORDED_RESULTS names."""
from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: record_results
type: notification
short_description: Records results for tests
description: Writes every result, every item of a loop, and the recap to the file that RECORDED_RESULTS names.
"""


class CallbackModule(CallbackBase):
    """Records results beside whatever the terminal is shown."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'notification'
    CALLBACK_NAME = 'record_results'
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_ok(self, result):
        self._record_result('result', 'changed' if result._result.get('changed') else 'ok', result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._record_result('result', 'failed', result)

    def v2_runner_on_unreachable(self, result):
        self._record_result('result', 'unreachable', result)

    def v2_runner_on_skipped(self, result):
        self._record_result('result', 'skipped', result)

    def v2_runner_item_on_ok(self, result):
        self._record_result('item', 'changed' if result._result.get('changed') else 'ok', result)

    def v2_runner_item_on_failed(self, result):
        self._record_result('item', 'failed', result)

    def v2_runner_item_on_skipped(self, result):
        self._record_result('item', 'skipped', result)

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            self._record({'type': 'recap', 'host': host, 'recap': stats.summarize(host)})

    def _record_result(self, kind, status, result):
        args = result._task_fields.get('args') or {}
        self._record({
            'type': kind,
            'host': result._host.get_name(),
            'task': result._task.get_name(),
            'action': result._task.action,
            'target': args.get('dest') or args.get('path') or '',
            'status': status,
            'result': result._result,
        })

    @staticmethod
    def _record(entry):
        with open(os.environ['RECORDED_RESULTS'], 'a', encoding='utf-8') as recorded:
            recorded.write(json.dumps(entry, default=str) + '\n')
