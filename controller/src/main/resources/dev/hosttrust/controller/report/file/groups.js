// SPDX-License-Identifier: Apache-2.0

/** Hosts of which the same is said, the largest group first: so the odd ones out come last. */
const MOST_GROUPS = 30;
const NAMES = 10;

/** A note without where its host was looked for; HostsByReason of the terminal goes by the same rule. */
function common(note, host) {
  return note.replace(/^(\[[^\]]+\]|[^\s:]+):\d+: /, '')
    .replace('cannot resolve ' + host.name + ':', () => "cannot resolve the host's name:");
}

function groups() {
  const found = new Map();
  for (const host of shown) {
    if (host.notes.length === 0 && host.files.length === 0) continue;
    const notes = host.notes.map(note => common(note, host));
    const key = JSON.stringify([host.status.id, notes, host.diffId]);
    if (!found.has(key)) found.set(key, { status: host.status, notes, files: host.files, hosts: [] });
    found.get(key).hosts.push(host);
  }
  return [...found.values()].sort((a, b) => b.hosts.length - a.hosts.length);
}

function drawGroups() {
  const all = groups();
  byId('groups-section').hidden = all.length === 0;
  byId('groups').replaceChildren(...all.slice(0, MOST_GROUPS).map(groupElement));
  if (all.length > MOST_GROUPS) {
    byId('groups').append(element('p', 'names', 'and ' + count(all.length - MOST_GROUPS, 'smaller group', 'smaller groups')));
  }
}

function groupElement(group) {
  const made = element('details');
  const head = element('summary');
  const paths = group.files.map(file => run.files[file][0]);
  head.append(element('span', 'count', count(group.hosts.length, 'host', 'hosts')), outcome(group.status));
  head.append(' ' + (group.notes.length > 0
    ? group.notes[0] + further(group.notes.length - 1, 'note') + (paths.length > 0 ? '; ' + count(paths.length, 'change', 'changes') : '')
    : paths[0] + further(paths.length - 1, 'change')));
  head.append(element('span', 'first', ' ' + group.hosts[0].name + (group.hosts.length > 1 ? ', …' : '')));
  made.append(head);
  made.addEventListener('toggle', () => {
    if (made.open && made.childElementCount === 1) made.append(groupBody(group));
  });
  return made;
}

function groupBody(group) {
  const body = element('div');
  const names = group.hosts.slice(0, NAMES).map(host => host.name).join(', ');
  const rest = group.hosts.length - NAMES;
  body.append(element('p', 'names', names + (rest > 0 ? ' and ' + rest.toLocaleString('en') + ' more' : '')));
  body.append(button('Show only these hosts', () => change({ group: new Set(group.hosts) }), 'only'));
  const notes = element('ul');
  group.notes.forEach(note => notes.append(element('li', '', note)));
  if (group.notes.length > 0) body.append(notes);
  if (group.files.length > 0) body.append(diff(group.files));
  return body;
}
