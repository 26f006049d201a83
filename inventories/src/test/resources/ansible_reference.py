"""Answers for every case of the corpus, from Ansible's own code in one process.

usage: ansible_reference.py CORPUS    writes JSON: case -> {list, failed, warnings, patterns}

A case is a directory. Its sources are the lines of sources.txt, or else the one entry that starts
with "hosts"; they are read with that directory as the working directory. The lines of patterns.txt
are given to -l one by one.
"""
import json
import os
import sys

from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.errors import AnsibleError
from ansible.inventory import group
from ansible.utils.context_objects import CLIArgs
from ansible.utils.display import Display


class OrderedSet(dict):
    """A set that keeps its order.

    Ansible walks groups below groups in sets of objects, which CPython orders by memory address: the
    order of hosts differs from run to run. With this in place it is the order of declaration.
    """

    def __init__(self, items=()):
        super().__init__((item, None) for item in items)

    def add(self, item):
        self[item] = None

    def remove(self, item):
        del self[item]

    def update(self, *iterables):
        for items in iterables:
            for item in items:
                self[item] = None

    def difference_update(self, items):
        for item in list(items):
            self.pop(item, None)

    def copy(self):
        return OrderedSet(self)


group.set = OrderedSet

# The one that Ansible keeps for the life of a process would hold the first case's arguments.
context._init_global_context = lambda args: setattr(context, "CLIARGS", CLIArgs(vars(args)))

warnings = []
Display.warning = lambda self, msg, formatted=False: warnings.append(msg)


def sources(case):
    listed = os.path.join(case, "sources.txt")
    if os.path.exists(listed):
        with open(listed) as lines:
            return lines.read().splitlines()
    return [name for name in sorted(os.listdir(case)) if name.startswith("hosts")]


def select(cli, pattern):
    # A command selects once; these would be left over from the pattern before.
    cli.inventory.subset(None)
    cli.inventory.clear_caches()
    implicit = cli.inventory._inventory
    if implicit.localhost is not None and implicit.localhost.implicit:
        implicit.localhost = None
    try:
        return [host if isinstance(host, str) else host.name
                for host in cli.get_host_list(cli.inventory, pattern, "all")]
    except (AnsibleError, IndexError) as error:
        return {"error": str(error)}


def answer(case):
    os.chdir(case)
    del warnings[:]
    args = ["ansible-inventory", "--list"]
    for source in sources("."):
        args += ["-i", source]
    result = {"list": None, "patterns": {}}
    try:
        cli = InventoryCLI(args)
        cli.parse()
        cli.loader, cli.inventory, cli.vm = cli._play_prereqs()
        result["list"] = cli.dump(cli.json_inventory(cli._get_group("all")))
        if os.path.exists("patterns.txt"):
            with open("patterns.txt") as lines:
                for pattern in lines.read().splitlines():
                    result["patterns"][pattern] = select(cli, pattern)
    except Exception as error:
        result["error"] = "%s: %s" % (type(error).__name__, error)
    result["warnings"] = list(warnings)
    result["failed"] = "error" in result or any("Unable to parse" in w for w in warnings)
    return result


corpus = os.path.abspath(sys.argv[1])
json.dump({name: answer(os.path.join(corpus, name)) for name in sorted(os.listdir(corpus))},
          sys.stdout, indent=1)
