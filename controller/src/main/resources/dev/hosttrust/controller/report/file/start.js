// SPDX-License-Identifier: Apache-2.0

/** Nobody prints more rows than these. */
const MOST_PRINTED = 2000;

function drawCharts() {
  drawMap();
  drawTimeline();
}

byId('app').hidden = false;
byId('timeline-section').hidden = plan.bars.length === 0;
makeFilters();
makeHeads();
point(byId('map'), mapBoxes);
point(byId('timeline'), timelineBoxes);
onChange.push(drawCharts, drawGroups, drawRows);
readAddress();

window.addEventListener('hashchange', readAddress);
let width = window.innerWidth;
window.addEventListener('resize', () => {
  if (width !== window.innerWidth) {
    width = window.innerWidth;
    drawCharts();
  }
});
for (const kind of ['(prefers-color-scheme: dark)', 'print']) {
  window.matchMedia(kind).addEventListener('change', drawCharts);
}
window.addEventListener('beforeprint', () => moreRows(Math.max(0, MOST_PRINTED - made)));
