"""Answers for every case of the corpus, from Ansible's own code in one process.

usage: ansible_reference.py CORPUS    writes JSON: case -> {list, failed, warnings, patterns}

A case is a directory. Its sources are the lines of sources.txt, or else the one entry that starts
with "hosts"; they are read with that directory as the working directory. The lines of patterns.txt
are given to -l one by one, those of extra.txt, JSON lists, to -e; where there is a connection.txt,
the options of the plugins ssh and sudo are added for each host.
"""
import json
import os
import sys
from io import StringIO

from ansible import __version__, context
from ansible.cli.inventory import InventoryCLI
from ansible.errors import AnsibleError
from ansible.inventory import group
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.plugins.loader import become_loader, connection_loader
from ansible.utils.context_objects import CLIArgs
from ansible.utils.display import Display
from ansible.utils.vars import load_extra_vars


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
    return lines_of(os.path.join(case, "sources.txt")) or [
        name for name in sorted(os.listdir(case)) if name.startswith("hosts")]


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


def connection(cli, host):
    """What Ansible's own plugins make of the variables of a host."""
    variables = cli.vm.get_vars(host=host)
    ssh = connection_loader.get("ssh", PlayContext(), StringIO())
    ssh.set_options(var_options=variables)
    sudo = become_loader.get("sudo")
    sudo.set_options(var_options=variables)
    result = {name: ssh.get_option(name) for name in (
        "host", "port", "remote_user", "password", "private_key_file", "host_key_checking")}
    result["args"] = [word for name in ("ssh_args", "ssh_common_args", "ssh_extra_args")
                      if "ansible_" + name in variables
                      for word in ssh._split_ssh_args(ssh.get_option(name))]
    result["become"] = boolean(variables.get("ansible_become", False))
    result.update((name, sudo.get_option(name)) for name in (
        "become_user", "become_pass", "become_exe", "become_flags"))
    return result


def graph(cli, with_vars):
    context.CLIARGS = CLIArgs(dict(context.CLIARGS, show_vars=with_vars))
    try:
        return "\n".join(cli._graph_group(cli._get_group("all")))
    except TypeError:
        # Names that are not text cannot be sorted.
        return None


def extra(arguments):
    context.CLIARGS = CLIArgs({"extra_vars": arguments})
    try:
        return load_extra_vars(DataLoader())
    except Exception as error:
        return "refused"


def lines_of(path):
    if not os.path.exists(path):
        return []
    with open(path) as lines:
        return lines.read().splitlines()


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
        result["graph"] = graph(cli, False)
        # Python would open a vaulted value to show it.
        if "__ansible_vault" not in result["list"]:
            result["graph_vars"] = graph(cli, True)
        if os.path.exists("connection.txt"):
            result["connection"] = {
                host.name: connection(cli, host) for host in cli.inventory.get_hosts()}
        for pattern in lines_of("patterns.txt"):
            result["patterns"][pattern] = select(cli, pattern)
        result["extra"] = {line: extra(json.loads(line)) for line in lines_of("extra.txt")}
    except Exception as error:
        result["error"] = "%s: %s" % (type(error).__name__, error)
    result["warnings"] = list(warnings)
    result["failed"] = "error" in result or any("Unable to parse" in w for w in warnings)
    return result


if not __version__.startswith("2.14."):
    sys.exit("the inventories are compared with ansible-core 2.14, this is " + __version__)

corpus = os.path.abspath(sys.argv[1])
json.dump({name: answer(os.path.join(corpus, name)) for name in sorted(os.listdir(corpus))},
          sys.stdout, indent=1)
