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
KEYS = ('type', 'elements', 'required', 'default', 'choices')


def documented(options):
    """What the page says of parameters; those of a parameter that is a list of dictionaries are its suboptions."""
    return {
        name: {
            **{key: option[key] for key in KEYS if key in option},
            **({'options': documented(option['suboptions'])} if 'suboptions' in option else {})}
        for name, option in options.items()}


def taken(options):
    """What the action takes, without what the page has no words for."""
    return {
        name: {
            **{key: option[key] for key in KEYS if key in option},
            **({'options': taken(option['options'])} if 'options' in option else {})}
        for name, option in options.items()}


options = documented(page['doc']['options'])
same = options == taken(PARAMETERS.argument_spec)
print('parameters as the action has them' if same else 'parameters %s' % options)
print('results', *sorted(page['return']))
print('attributes', *sorted(page['doc']['attributes']))
print('examples', len(yaml.safe_load(page['examples'])))
