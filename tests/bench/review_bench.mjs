// How fast the review page is on a large corpus: what the server takes, and what the browser takes
// on top of it. usage: node review_bench.mjs PROGRAM SOURCE CORPUS YEAR [ROUNDS [MAKE_COUNTRY]]
// CORPUS may be one of make_country, with values that are doubted (table value, column doubt). It
// is changed: decisions are made in it, and taken back. With MAKE_COUNTRY, that program, decisions
// are made while it makes the whole panel, too.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, packages, serve } from '../system/review_server.mjs';

const [program, source, corpus, year, rounds = '15', makeCountry] = process.argv.slice(2);
const { chromium } = packages(source)('playwright-core');
const { server, address } = await serve(program, corpus, 18000 + process.pid % 20000, 'an');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
context.setDefaultTimeout(120000);
const page = await context.newPage();
await page.goto(address);
const cookie = (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
const at = (path) => new URL(path, address).href;

function tell(name, times) {
  if (!times.length) { console.log(`${name}: none`); return; }
  times.sort((a, b) => a - b);
  const part = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0);
  console.log(`${name}: ${part(0)} / ${part(0.5)} / ${part(0.95)} ms (least, median, 95%; ${times.length} times)`);
}

// The server alone: from asking to the last byte, without a browser.
async function asked(name, paths) {
  const times = [], bytes = [];
  for (const path of paths) {
    const began = performance.now();
    const answer = await fetch(at(path), { headers: { cookie } });
    bytes.push((await answer.arrayBuffer()).byteLength);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    times.push(performance.now() - began);
  }
  tell(`server, ${name} (${Math.round(bytes[0] / 1024)} kB)`, times);
}
const often = (path) => Array(Number(rounds)).fill(path);

// Until something is to be seen, by the browser's own account.
async function painted(name, path) {
  const times = [];
  for (let round = 0; round < Number(rounds); ++round) {
    await page.goto(at(path));
    times.push(await page.evaluate(() => new Promise((resolve) => {
      const known = performance.getEntriesByName('first-contentful-paint')[0];
      if (known) { resolve(known.startTime); return; }
      new PerformanceObserver((list, observer) => {
        const one = list.getEntriesByName('first-contentful-paint')[0];
        if (one) { observer.disconnect(); resolve(one.startTime); }
      }).observe({ type: 'paint', buffered: true });
    })));
  }
  tell(`browser, first paint of ${name}`, times);
}

const queue = `/?jaar=${year}`;
const waiting = await (await fetch(at(`/werkvoorraad.json?jaar=${year}`), { headers: { cookie } })).json();
const documents = [...new Set(waiting.map((row) => row.sha256))];
console.log(`${waiting.length} values wait in ${documents.length} documents`);
await asked('queue', often(queue));
await asked('queue of a province and a variable', often(`${queue}&gemeente=Zeeland&kenmerk=looptijd`));
await asked('document', documents.slice(0, Number(rounds)).map((sha) => `/document/${sha}?jaar=${year}`));
await asked('search', often('/zoek?q=open+house'));
await asked('municipality', often(`/gemeente/GM0344?jaar=${year}`));
await asked('figure', often(`/verken/bekostiging?jaar=${year}`));
await painted('the queue', queue);
await painted('a document', `/document/${documents[0]}?jaar=${year}`);

// From the key to the next value as it is drawn, of that what the server took, and until the page
// is drawn on which it stands.
await page.goto(at(`/document/${documents[0]}?jaar=${year}`));
await page.waitForSelector('.open [data-key="b"]');
let made = 0;
async function decideOnce() {
  const before = new URL(page.url()).pathname;
  await page.evaluate(() => {
    window.timed = new Promise((resolve) => {
      let pressed = 0;
      document.addEventListener('keydown', () => { pressed = performance.now(); }, { once: true, capture: true });
      document.body.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => {
        const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes('/besluit')).at(-1);
        const drawn = performance.now() - pressed, picture = document.getElementById('plaatje');
        const ready = () => resolve([drawn, asked ? asked.responseEnd - asked.requestStart : 0, performance.now() - pressed]);
        if (picture.complete) ready(); else for (const end of ['load', 'error']) picture.addEventListener(end, ready, { once: true });
      }), { once: true });
    });
    performance.clearResourceTimings();
  });
  await page.keyboard.press('b');
  ++made;
  const [drawn, answered, whole] = await page.evaluate(() => window.timed);
  return { drawn, answered, whole, across: new URL(page.url()).pathname !== before };
}
const told = { inside: [], across: [], answered: [], whole: [] };
for (let round = 0; round < 3 * Number(rounds); ++round) {
  await page.waitForTimeout(400);  // a reviewer looks before he decides
  const one = await decideOnce();
  told[one.across ? 'across' : 'inside'].push(one.drawn);
  told.answered.push(one.answered);
  if (one.across) told.whole.push(one.whole);
}
tell('server, a decision', told.answered);
tell('browser, from the key to the next value drawn', told.inside);
tell('browser, from the key to the next document drawn', told.across);
tell('browser, from the key to the next document and its page drawn', told.whole);
if (makeCountry) {
  const maker = spawn(makeCountry, ['--panel', corpus], { stdio: ['ignore', 'inherit', 'inherit'] });
  const times = [];
  let running = true;
  maker.on('exit', () => { running = false; });
  while (running && times.length < Number(rounds)) {
    await page.waitForTimeout(2000);
    if (running) times.push((await decideOnce()).drawn);
  }
  tell('browser, from the key to the next value drawn, while the panel is made', times);
  if (running) await new Promise((resolve) => maker.on('exit', resolve));
}
for (; made > 0; --made)
  await fetch(at('/ongedaan'), { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin', 'hx-request': 'true' } });

// Pages that can be drawn: a made country has none, so the sample set is to be imported into it.
const sample = join(source, 'tests/data/sample');
const drawable = [];
for (const file of readdirSync(sample).filter((name) => name.endsWith('.pdf'))) {
  const sha = createHash('sha256').update(readFileSync(join(sample, file))).digest('hex');
  if ((await fetch(at(`/document/${sha}/blad/1.png?dpi=40`), { headers: { cookie } })).ok) drawable.push(sha);
}
const pictures = (dpi) => drawable.map((sha) => `/document/${sha}/blad/1.png?dpi=${dpi}`);
if (drawable.length) {
  await asked('page picture at 110 dpi, cold', pictures(110));
  await asked('page picture at 110 dpi, kept', pictures(110));
}

await browser.close();
await ended(server, 'SIGTERM');
