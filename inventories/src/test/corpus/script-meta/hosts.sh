#!/bin/sh
cat <<'END'
{"web": {"hosts": ["h1", "h2"], "vars": {"x": 1, "y": "yes"}, "children": ["sub"]},
 "sub": ["h3"], "lonely": {"a": 1, "b": null}, "empty": {"hosts": []},
 "_meta": {"hostvars": {"h1": {"v": 1.5, "s": {"__ansible_unsafe": "{{ x }}"}}, "h9": {"not": "added"}}}}
END
