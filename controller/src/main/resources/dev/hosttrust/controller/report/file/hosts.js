// SPDX-License-Identifier: Apache-2.0

/** The table. Rows are made as they are asked for: nobody reads ten thousand. */
const ROWS = 200;
const COLUMNS = [
  { id: 'outcome', title: 'Outcome', key: host => statuses.indexOf(host.status) },
  { id: 'host', title: 'Host', key: host => host.name },
  { id: 'batch', title: 'Batch', key: host => host.batch, number: true, text: host => host.batch || '' },
  { id: 'begun', title: 'Begun', key: host => host.begun, number: true, text: host => host.begun < 0 ? '' : '+' + seconds(host.begun) },
  { id: 'took', title: 'Took', key: host => host.took, number: true, text: host => host.begun < 0 ? '' : seconds(host.took) },
  { id: 'what', title: 'What', key: summary, text: summary },
].filter(column => column.id !== 'batch' || run.batches.length > 0);

const order = { column: null, down: false };
const collator = new Intl.Collator('en', { numeric: true });
let made = 0;

function compare(a, b) {
  return typeof a === 'string' ? collator.compare(a, b) : a - b;
}

function sorted() {
  if (!order.column) return shown;
  const keyed = shown.map(host => ({ host, key: order.column.key(host) }));
  keyed.sort((a, b) => order.down ? compare(b.key, a.key) : compare(a.key, b.key));
  return keyed.map(entry => entry.host);
}

let listed = [];

function drawRows() {
  listed = sorted();
  byId('rows').replaceChildren();
  made = 0;
  moreRows(ROWS);
}

function moreRows(number) {
  const rows = document.createDocumentFragment();
  const end = Math.min(listed.length, made + number);
  for (; made < end; made++) rows.append(row(listed[made]));
  byId('rows').append(rows);
  const left = listed.length - made;
  byId('more').hidden = left === 0;
  byId('more').textContent = 'Show ' + Math.min(ROWS, left) + ' more of ' + left.toLocaleString('en');
}

function row(host) {
  const line = element('tr');
  for (const column of COLUMNS) {
    const cell = element('td', column.id + (column.number ? ' number' : ''));
    if (column.id === 'outcome') cell.append(outcome(host.status));
    else if (column.id === 'host') cell.append(opener(host, line));
    else cell.textContent = column.text(host);
    line.append(cell);
  }
  return line;
}

function opener(host, line) {
  const toggle = button(host.name, () => {
    const open = toggle.getAttribute('aria-expanded') === 'true';
    toggle.setAttribute('aria-expanded', String(!open));
    line.classList.toggle('open', !open);
    if (open) line.nextElementSibling.remove();
    else line.after(detail(host));
  }, 'plain');
  toggle.setAttribute('aria-expanded', 'false');
  return toggle;
}

function detail(host) {
  const line = element('tr');
  const cell = element('td', 'detail');
  cell.colSpan = COLUMNS.length;
  if (host.notes.length > 0) {
    const notes = element('ul');
    host.notes.forEach(note => notes.append(element('li', '', note)));
    cell.append(element('h3', '', 'Notes'), notes);
  }
  if (host.files.length > 0) cell.append(element('h3', '', 'Difference'), diff(host.files));
  if (host.proofs.length > 0) cell.append(element('h3', '', 'Read back from the host'), proofs(host.proofs));
  if (cell.childElementCount === 0) cell.append(element('p', '', 'Nothing more is known of this host.'));
  line.append(cell);
  return line;
}

function proofs(list) {
  const table = element('table');
  const body = element('tbody');
  for (const [store, anchor, kind, path, digest] of list) {
    const line = element('tr');
    line.append(element('td', '', store), element('td', '', anchor), element('td', '', kind.replace('_', ' ')),
      element('td', 'mono', path), element('td', 'mono digest', digest));
    body.append(line);
  }
  table.append(body);
  return table;
}

function makeHeads() {
  for (const column of COLUMNS) {
    const head = element('th', column.number ? 'number' : '');
    head.scope = 'col';
    head.append(button(column.title, () => {
      order.down = order.column === column && !order.down;
      order.column = column;
      for (const other of byId('heads').children) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
      drawRows();
    }));
    byId('heads').append(head);
  }
  byId('more').addEventListener('click', () => moreRows(ROWS));
  new IntersectionObserver(entries => {
    if (entries[0].isIntersecting && !byId('more').hidden) moreRows(ROWS);
  }, { rootMargin: '400px' }).observe(byId('more'));
}
