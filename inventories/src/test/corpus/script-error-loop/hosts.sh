#!/bin/sh
echo '{"a": {"children": ["b"]}, "b": {"children": ["a"], "hosts": ["h1"]}, "_meta": {"hostvars": {}}}'
