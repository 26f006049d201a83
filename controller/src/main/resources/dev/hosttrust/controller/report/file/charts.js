// SPDX-License-Identifier: Apache-2.0

/** Two drawings of all hosts; those that the filter leaves out are faint. */
const GAP = 1;
const LABEL = 18;
const MOST_MAP = 460;
const MOST_TIMELINE = 260;

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(name).trim();
  const fills = Object.fromEntries(statuses.map(status => [status.id, of('--' + status.id + '-fill')]));
  return { fills, text: of('--soft'), line: of('--line'), back: of('--back') };
}

/** A canvas of a height, as sharp as the screen. */
function surface(canvas, height) {
  const scale = window.devicePixelRatio || 1;
  const width = canvas.parentElement.clientWidth;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.height = height + 'px';
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  pen.font = '12px system-ui, sans-serif';
  pen.textBaseline = 'middle';
  return pen;
}

/** The hosts by batch, in the order of the report; last those whose batch never began. */
const mapGroups = run.batches.length === 0
  ? [{ title: '', hosts }]
  : run.batches.map(([number]) => mapGroup('Batch ' + number, hosts.filter(host => host.batch === number)))
    .concat(withoutBatch.length === 0 ? [] : [mapGroup('Batches that were not begun', withoutBatch)]);

function mapGroup(title, members) {
  return { title: title + ', ' + count(members.length, 'host', 'hosts'), hosts: members };
}

const mapBoxes = [];

function drawMap() {
  const canvas = byId('map');
  const width = canvas.parentElement.clientWidth;
  const cell = Math.max(4, Math.min(18, Math.floor(Math.sqrt(width * MOST_MAP / Math.max(1, hosts.length)))));
  const columns = Math.max(1, Math.floor(width / cell));
  let height = 0;
  for (const group of mapGroups) {
    if (group.title) height += LABEL;
    group.top = height;
    height += Math.ceil(group.hosts.length / columns) * cell + (group.title ? 6 : 0);
  }
  const pen = surface(canvas, height);
  const paint = colours();
  const visible = new Set(shown);
  mapBoxes.length = 0;
  for (const group of mapGroups) {
    pen.globalAlpha = 1;
    pen.fillStyle = paint.text;
    if (group.title) pen.fillText(group.title, 0, group.top - LABEL / 2);
    group.hosts.forEach((host, i) => {
      const x = (i % columns) * cell;
      const y = group.top + Math.floor(i / columns) * cell;
      pen.globalAlpha = visible.has(host) ? 1 : 0.15;
      drawHost(pen, paint, host.status.id, x, y, cell - GAP);
      mapBoxes.push({ host, x, y, width: cell, height: cell });
    });
  }
}

/** Outcomes that need somebody differ in shape as well. */
function drawHost(pen, paint, status, x, y, size) {
  pen.fillStyle = paint.fills[status];
  pen.fillRect(x, y, size, size);
  if (size < 9) return;
  pen.strokeStyle = pen.fillStyle = paint.back;
  pen.lineWidth = Math.max(1, size / 8);
  const inset = size * 0.28;
  if (status === 'failed') {
    pen.beginPath();
    pen.moveTo(x + inset, y + inset);
    pen.lineTo(x + size - inset, y + size - inset);
    pen.moveTo(x + size - inset, y + inset);
    pen.lineTo(x + inset, y + size - inset);
    pen.stroke();
  } else if (status === 'unreachable' || status === 'would_change') {
    pen.fillRect(x + inset, y + inset, size - 2 * inset, size - 2 * inset);
  }
}

/** Each host in the first lane that is free when it begins: as many lanes as hosts at once. */
function lanes() {
  const ends = [];
  const begun = hosts.filter(host => host.begun >= 0).sort((a, b) => a.begun - b.begun);
  const bars = begun.map(host => {
    let lane = ends.findIndex(end => end <= host.begun);
    if (lane < 0) lane = ends.length;
    ends[lane] = host.begun + Math.max(1, host.took);
    return { host, lane };
  });
  return { bars, lanes: ends.length, end: Math.max(run.took, ...ends) };
}

const plan = lanes();
const timelineBoxes = [];

function drawTimeline() {
  if (plan.bars.length === 0) return;
  const canvas = byId('timeline');
  const width = canvas.parentElement.clientWidth;
  const lane = Math.max(2, Math.min(14, Math.floor(MOST_TIMELINE / plan.lanes)));
  const pen = surface(canvas, LABEL * 2 + plan.lanes * lane);
  const paint = colours();
  const scale = width / plan.end;
  drawAxis(pen, paint, scale, width, plan.lanes * lane);
  const visible = new Set(shown);
  timelineBoxes.length = 0;
  for (const bar of plan.bars) {
    const x = bar.host.begun * scale;
    const y = LABEL + bar.lane * lane;
    const length = Math.max(1, bar.host.took * scale - (bar.host.took * scale > 4 ? 1 : 0));
    pen.globalAlpha = visible.has(bar.host) ? 1 : 0.15;
    pen.fillStyle = paint.fills[bar.host.status.id];
    pen.fillRect(x, y, length, lane > 3 ? lane - GAP : lane);
    timelineBoxes.push({ host: bar.host, x, y, width: Math.max(3, length), height: lane });
  }
}

/** Times below, and above where batches begin. */
function drawAxis(pen, paint, scale, width, height) {
  const steps = [100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000];
  const step = steps.find(s => s * scale >= 70) || Math.ceil(70 / scale / 3600000) * 3600000;
  pen.fillStyle = paint.text;
  pen.strokeStyle = paint.line;
  for (let time = 0; time * scale < width; time += step) {
    pen.fillRect(time * scale, LABEL + height, 1, 4);
    const label = step < 1000 ? (time / 1000).toFixed(1) : time / 1000;
    if (time * scale < width - 40) pen.fillText(label + ' s', time * scale + 4, LABEL * 1.5 + height + 2);
  }
  let last = -100;
  for (const [number] of run.batches) {
    const start = Math.min(...plan.bars.filter(bar => bar.host.batch === number).map(bar => bar.host.begun));
    if (!Number.isFinite(start)) continue;
    pen.fillStyle = paint.line;
    pen.fillRect(start * scale, 0, 1, LABEL + height);
    pen.fillStyle = paint.text;
    if (start * scale - last > 70) {
      pen.fillText('batch ' + number, start * scale + 4, LABEL / 2);
      last = start * scale;
    }
  }
}

function boxAt(boxes, canvas, event) {
  const x = event.clientX - canvas.getBoundingClientRect().left;
  const y = event.clientY - canvas.getBoundingClientRect().top;
  return boxes.findLast(box => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height);
}

/** The host under the pointer is named; a click shows it alone. */
function point(canvas, boxes) {
  const tip = byId('tip');
  canvas.addEventListener('mousemove', event => {
    const box = boxAt(boxes, canvas, event);
    tip.hidden = !box;
    if (!box) return;
    tip.textContent = box.host.name + ', ' + box.host.status.word
      + (box.host.begun < 0 ? '' : ', ' + seconds(box.host.took));
    const left = Math.min(event.pageX + 14, window.scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(0, left) + 'px';
    tip.style.top = event.pageY + 18 + 'px';
  });
  canvas.addEventListener('mouseleave', () => { tip.hidden = true; });
  canvas.addEventListener('click', event => {
    const box = boxAt(boxes, canvas, event);
    if (box) change({ text: box.host.name, outcomes: new Set(), batch: '', group: new Set([box.host]) });
  });
}
