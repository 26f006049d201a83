#!/bin/sh
echo '{"web": {"hosts": "h1"}, "_meta": {"hostvars": {}}}'
