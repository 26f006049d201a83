// SPDX-License-Identifier: Apache-2.0
'use strict';

/** The run as the program wrote it: texts once, and a row of numbers for each host. */
const run = JSON.parse(document.getElementById('data').textContent);

/** Told apart by a sign and a word as well: not everybody sees the colours. */
const SIGNS = { ok: '✓', changed: '●', would_change: '○', failed: '✕', unreachable: '?', skipped: '–' };

const statuses = run.statuses.map(([id, word]) => ({ id, word, sign: SIGNS[id] }));

const hosts = run.hosts.map(([name, status, batch, begun, took, notes, diff, evidence]) => ({
  name, status: statuses[status], batch, begun, took, notesId: notes, diffId: diff, evidenceId: evidence,
  notes: run.notes[notes], files: run.diffs[diff], proofs: run.evidence[evidence],
}));

/** Of a run that was halted or interrupted, the hosts that it did not come to. */
const withoutBatch = run.batches.length === 0 ? [] : hosts.filter(host => host.batch === 0);

const byId = id => document.getElementById(id);

/** An element with text in it: what comes from a host is never markup. */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(text, action, className) {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
}

function count(number, one, many) {
  return number.toLocaleString('en') + ' ' + (number === 1 ? one : many);
}

function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(milliseconds < 99950 ? 1 : 0) + ' s';
}

/** The sign and the word of an outcome. */
function outcome(status) {
  const made = element('span', 'is-' + status.id);
  const sign = element('span', 'sign', status.sign);
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, ' ' + status.word);
  return made;
}

/** How many there are besides. */
function further(number, what) {
  return number === 0 ? '' : ' and ' + count(number, 'more ' + what, 'more ' + what + 's');
}

/** In a word what came of a host. */
function summary(host) {
  if (host.notes.length > 0) return host.notes[0];
  const paths = host.files.map(file => run.files[file][0]);
  return paths.length === 0 ? '' : paths[0] + further(paths.length - 1, 'change');
}

/** A unified diff in the usual colours. */
function diff(files) {
  const text = element('pre');
  for (const file of files) {
    for (const line of run.files[file][1]) text.append(element('span', diffClass(line), line + '\n'));
  }
  return text;
}

function diffClass(line) {
  if (line.startsWith('+++') || line.startsWith('---')) return 'file';
  return { '+': 'plus', '-': 'minus', '@': 'hunk' }[line[0]] || '';
}
