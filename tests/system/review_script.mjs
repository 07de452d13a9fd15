// Documents whose text, name and folder are scripts, looked at in Chromium: on every page they are
// text, and nothing of them runs. What the program itself puts into a page is tried without a
// browser (tests/web/script_test.cpp); this is about what scripts of the page put there.
// usage: node review_script.mjs PROGRAM SOURCE: prints a line a page, exits 1 when one fails.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, expect, failures, packages, patience, run, serve, task, writePdf } from './review_server.mjs';

const [program, source] = process.argv.slice(2);
const { chromium } = packages(source)('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'inkoopmonitor-script-'));
const corpus = join(folder, 'corpus');
const bad = `"'><img src=x onerror=bad()><svg onload=bad()>`;
const text = '<img src=x onerror=bad()>';

const inside = join(folder, '2021'), name = `${bad} contract.pdf`;
writePdf(join(inside, name), ['Raamovereenkomst Wmo begeleiding', `De gemeente Goes, hierna te noemen: Opdrachtgever ${bad}`,
  'en Aanbieder komen het volgende overeen.', 'Artikel 1 Begeleiding',
  'Opdrachtnemer levert individuele begeleiding aan inwoners op grond van de Wmo 2015.', 'Artikel 2 Duur',
  'Deze overeenkomst gaat in op 1 januari 2021.', `De overeenkomst heeft een looptijd van 48 maanden ${bad}`,
  '<script>bad()</script> javascript:bad() <a href=javascript:bad()>bedrag</a>', 'De overeenkomst is aangegaan voor de duur van drie jaar.']);
const quoted = (one) => `"${one.replace(/"/g, '""')}"`;
writeFileSync(join(inside, 'manifest.csv'), `path,year,gemeente,dossier,openbaar\n${quoted(name)},2021,Goes,${quoted(bad)},ja\n`);
run(program, corpus, ['init']);
run(program, corpus, ['import', inside]);
run(program, corpus, ['classify']);
run(program, corpus, ['report', '--year', '2021', '--no-pdf', '--out', join(corpus, 'publicaties/2021')]);

const { server, address } = await serve(program, corpus, 18000 + process.pid % 20000, bad);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
context.setDefaultTimeout(patience);
await context.addInitScript(() => { window.bad = () => { document.documentElement.dataset.bad = 'yes'; }; });
const page = await context.newPage();
let faults = [];
page.on('pageerror', (problem) => faults.push(String(problem)));
page.on('console', (line) => { if (line.type() === 'error') faults.push(line.text()); });
await page.goto(address);
const [waiting] = await (await page.request.get(new URL('/werkvoorraad.json?jaar=2021&kenmerk=looptijd', address).href)).json();
const document_ = `/document/${waiting.sha256}?jaar=2021&record=${waiting.record}&waarde=looptijd`;

// As a script would find it: elements that nobody of this program made.
async function harmless(shows) {
  const found = await page.evaluate(() => ({
    ran: document.documentElement.dataset.bad,
    made: document.querySelectorAll('[onerror], [onload], [src=x], a[href^="javascript"]').length,
    says: document.body.textContent + [...document.querySelectorAll('input')].map((one) => one.value).join(' '),
  }));
  expect(!found.ran, 'a script of a document ran');
  expect(found.made === 0, `${found.made} elements come from a document`);
  if (shows) expect(found.says.includes(text), 'what the document says is not shown, so this tells nothing');
  expect(faults.length === 0, faults.join('; '));
}

async function look(title, path, shows, then) {
  await task(title, async () => {
    faults = [];
    await page.goto(new URL(path, address).href);
    await page.waitForLoadState('networkidle');
    if (then) await then();
    await harmless(shows);
  });
}

await look('the queue', '/?jaar=2021', true);
await look('a document, its words over its picture', document_, true, async () => {
  await page.waitForSelector('#woorden span');
  const layer = await page.textContent('#woorden');
  expect(layer.includes(text) && layer.includes('<script>'), 'its words are there to be selected');
});
await look('searching in it', document_, true, async () => {
  await page.fill('#zoekin', '<img');
  await page.press('#zoekin', 'Enter');
  await page.waitForSelector('#woorden .mark.hit');
});
await look('words that become a value', document_, true, async () => {
  await page.waitForSelector('#woorden span');
  await page.waitForFunction(() => document.getElementById('plaatje').complete);
  await page.evaluate(() => {
    const all = [...document.querySelectorAll('#woorden span')], last = all.findLastIndex((one) => one.textContent.includes('onerror'));
    const range = document.createRange();
    range.setStart(all[last - 2].firstChild, 0);
    range.setEnd(all[last].firstChild, all[last].firstChild.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.keyboard.press('w');
  await page.waitForSelector('#verbeter .chosen-words.some');
  expect((await page.textContent('#verbeter .chosen-words')).includes('onerror'), 'they are quoted');
  await page.fill('#waarde_nieuw', '48');
  await page.fill('#notitie', bad);
  await page.click('#verbeter button.primary');
  await page.waitForSelector('.state-corrected');
  await page.goto(new URL(document_, address).href);
});
await look('to whom it is given', document_, true, async () => {
  await page.fill('#aan', bad);
  await page.click('.assign button');
  await page.waitForLoadState('networkidle');
});
await look('searching all', '/zoek?q=looptijd', true);
await look('searching for a script', `/zoek?q=${encodeURIComponent(bad)}`, true);
await look('a municipality', '/gemeente/GM0664?jaar=2021', true);
await look('a figure', '/verken/bekostiging?jaar=2021', false);
await look('what is behind it', '/verken/bekostiging/bewijs?jaar=2021', false);
await look('what was learnt', '/leren?regels=1', true);
await look('double coding', '/dubbel', true);
await look('files that are chosen and refused', '/aanleveren', true, async () => {
  await page.fill('#setjaar', '2022');
  await page.setInputFiles('#bestanden', { name: `${bad}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from('x') });
  await page.waitForFunction(() => document.getElementById('gekozen').textContent.includes('onerror'));
  await page.route('**/aanleveren/bestand*', (route) => route.fulfill({ status: 507 }));
  await page.click('#lezen');
  await page.waitForFunction(() => /onerror/.test(document.getElementById('gekozen').textContent) && !/^Versturen/.test(document.getElementById('gekozen').textContent));
  faults = faults.filter((one) => !one.includes('507'));
});
for (const file of ['monitor.html', ...readdirSync(join(corpus, 'publicaties/2021/bewijs')).map((one) => `bewijs/${one}`)].slice(0, 40))
  await look(`publication, ${file}`, `/publicatie/2021/${file}`, false);

await browser.close();
await ended(server, 'SIGTERM');
rmSync(folder, { recursive: true });
process.exit(failures ? 1 : 0);
