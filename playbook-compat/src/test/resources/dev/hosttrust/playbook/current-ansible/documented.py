# Copyright: the hosttrust authors
# SPDX-License-Identifier: Apache-2.0
"""Compares what ansible-doc --json tells of the module with the parameters that its action plugin takes."""
import json
import sys

import yaml
from ansible.plugins.loader import init_plugin_loader

init_plugin_loader()
from ansible_collections.hosttrust.trust.plugins.action.anchor import PARAMETERS

page = json.load(sys.stdin)['hosttrust.trust.anchor']
options = {
    name: {key: option[key] for key in ('type', 'elements', 'required', 'default') if key in option}
    for name, option in page['doc']['options'].items()}
same = options == PARAMETERS.argument_spec
print('parameters as the action has them' if same else 'parameters %s' % options)
print('results', *sorted(page['return']))
print('attributes', *sorted(page['doc']['attributes']))
print('examples', len(yaml.safe_load(page['examples'])))
