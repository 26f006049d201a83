"""What Ansible's own templating makes of values, in one process.

usage: ansible_templates.py CASE HOST    writes JSON: for each line of CASE/templates.txt the value as JSON, or null

An exclamation mark at the start of a line is not part of the value. The value of omit, a new one in each run, is
written as (omitted).
"""
import json
import os
import sys

from ansible import __version__
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

if not __version__.startswith("2.14."):
    sys.exit("templates are compared with ansible-core 2.14, this is " + __version__)

case, host = sys.argv[1:]
os.chdir(case)
loader = DataLoader()
loader.set_basedir(case)
inventory = InventoryManager(loader=loader, sources=[case + "/hosts.yml"])
manager = VariableManager(loader=loader, inventory=inventory)
variables = manager.get_vars(host=inventory.get_host(host))
variables["groups"] = inventory.get_groups_dict()
variables["hostvars"] = HostVars(inventory, manager, loader)
templar = Templar(loader=loader, variables=variables)


def answer(value):
    try:
        result = templar.template(value)
        if result == variables["omit"]:
            result = "(omitted)"
        return json.dumps(result, sort_keys=True, indent=4, ensure_ascii=False)
    except Exception:
        return None


with open(case + "/templates.txt") as lines:
    answers = {line: answer(line.lstrip("!")) for line in lines.read().splitlines()}
json.dump(answers, sys.stdout)
