// SPDX-License-Identifier: Apache-2.0

/** Which hosts are shown. It stands in the page's address, so that a view can be passed on. */
const filter = { outcomes: new Set(), batch: '', text: '', group: null };

/** The hosts that are shown, in the order of the table. */
let shown = hosts;

const onChange = [];

function matches(host) {
  if (filter.outcomes.size > 0 && !filter.outcomes.has(host.status.id)) return false;
  if (filter.batch && host.batch !== Number(filter.batch)) return false;
  if (filter.group && !filter.group.has(host)) return false;
  return !filter.text || contains(host, filter.text.toLowerCase());
}

/** What is said of many hosts is searched once for each text. */
const found = { text: '', notes: new Map(), diffs: new Map() };

function contains(host, text) {
  if (found.text !== text) Object.assign(found, { text, notes: new Map(), diffs: new Map() });
  const has = value => value.toLowerCase().includes(text);
  return has(host.name)
    || remembered(found.notes, host.notesId, () => host.notes.some(has))
    || remembered(found.diffs, host.diffId, () => host.files.some(file => has(run.files[file][0])));
}

function remembered(map, key, compute) {
  if (!map.has(key)) map.set(key, compute());
  return map.get(key);
}

function change(changes) {
  Object.assign(filter, changes);
  apply();
}

function apply() {
  shown = hosts.filter(matches);
  writeAddress();
  showFilters();
  onChange.forEach(listener => listener());
}

function showFilters() {
  for (const toggle of byId('outcomes').children) {
    toggle.setAttribute('aria-pressed', String(filter.outcomes.has(toggle.dataset.outcome)));
  }
  byId('batch').value = filter.batch;
  if (byId('text').value !== filter.text) byId('text').value = filter.text;
  const all = shown.length === hosts.length;
  byId('shown').textContent = all
    ? 'all ' + count(hosts.length, 'host', 'hosts')
    : shown.length.toLocaleString('en') + ' of ' + count(hosts.length, 'host', 'hosts');
  byId('reset').disabled = all && filter.outcomes.size === 0 && !filter.text && !filter.batch;
}

function toggleOutcome(id) {
  const outcomes = new Set(filter.outcomes);
  if (!outcomes.delete(id)) outcomes.add(id);
  change({ outcomes });
}

function makeFilters() {
  for (const status of statuses) {
    const number = hosts.filter(host => host.status === status).length;
    if (number === 0) continue;
    const toggle = button('', () => toggleOutcome(status.id));
    toggle.dataset.outcome = status.id;
    toggle.append(outcome(status), element('span', '', number.toLocaleString('en')));
    byId('outcomes').append(toggle);
  }
  const all = element('option', '', 'all');
  all.value = '';
  byId('batch').append(all);
  for (const [number, size] of run.batches) addBatch(number, number, size);
  if (withoutBatch.length > 0) addBatch(0, 'not begun', withoutBatch.length);
  byId('batch').parentElement.hidden = run.batches.length === 0;
  byId('batch').addEventListener('change', event => change({ batch: event.target.value }));
  byId('text').addEventListener('input', event => change({ text: event.target.value.trim() }));
  byId('reset').addEventListener('click', () => change({ outcomes: new Set(), batch: '', text: '', group: null }));
}

function addBatch(number, title, size) {
  const option = element('option', '', title + ' (' + count(size, 'host', 'hosts') + ')');
  option.value = number;
  byId('batch').append(option);
}

function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const known = new Set(statuses.map(status => status.id));
  const outcomes = (words.get('outcome') || '').split(',').filter(id => known.has(id));
  change({ outcomes: new Set(outcomes), batch: words.get('batch') || '', text: words.get('text') || '', group: null });
}

function writeAddress() {
  const words = new URLSearchParams();
  if (filter.outcomes.size > 0) words.set('outcome', [...filter.outcomes].join(','));
  if (filter.batch) words.set('batch', filter.batch);
  if (filter.text) words.set('text', filter.text);
  const hash = words.size > 0 ? '#' + words : '';
  if (hash !== location.hash && (hash || location.hash.includes('='))) {
    history.replaceState(null, '', hash || location.pathname + location.search);
  }
}
