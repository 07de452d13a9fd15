// The review page beside its queue: handing in what cannot be read, the viewer, from a number of the
// monitor to the page that says it, double coding by two people, and learning from decisions.
// usage: node review_views.mjs PROGRAM SOURCE: prints a line a task, exits 1 when one fails.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, expect, failures, packages, patience, run, serve, serveTeam, task, writePdf } from './review_server.mjs';

const [program, source] = process.argv.slice(2);
const { chromium } = packages(source)('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'inkoopmonitor-views-'));
const corpus = join(folder, 'corpus'), data = join(folder, 'data');
const port = 18000 + process.pid % 20000;

// The program's own data, with rules that are changed below.
for (const part of ['classify', 'corpus/register', 'reports/templates', 'app/web'])
  cpSync(join(source, part), join(data, part), { recursive: true, filter: (file) => !file.includes('node_modules') });
process.env.INKOOPMONITOR_DATA = data;

const contract = (municipality, months) => ['Raamovereenkomst Wmo begeleiding',
  `De gemeente ${municipality}, hierna te noemen: Opdrachtgever, en Aanbieder`, 'komen het volgende overeen.',
  'Artikel 1 Begeleiding', 'Opdrachtnemer levert individuele begeleiding aan inwoners op grond van de Wmo 2015.',
  'Artikel 2 Duur van de overeenkomst', 'Deze overeenkomst gaat in op 1 januari 2023.',
  `De overeenkomst heeft een looptijd van ${months} maanden.`,
  'Artikel 3 Verhoudingen', 'Het wethouderschap trekt hier de kaart.'];
const places = ['Goes', 'Veere', 'Hulst', 'Tholen'];
const files = places.map((place) => writePdf(join(folder, `${place}.pdf`), contract(place, 24)));
writeFileSync(join(folder, 'stuk.pdf'), 'dit is geen PDF');
writeFileSync(join(folder, 'leeg.pdf'), '');

let { server, address } = await serve(program, corpus, port, 'an');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
context.setDefaultTimeout(patience);
const page = await context.newPage();
await page.goto(address);
const at = (path) => new URL(path, address).href;
const json = async (path) => (await page.request.get(at(path))).json();
const drawn = () => page.waitForFunction(() => { const one = document.getElementById('plaatje'); return one.src && one.complete; });

await task('it is there for this machine alone; a team has to have passwords', async () => {
  expect(['127.0.0.1', 'localhost'].includes(new URL(address).hostname), address);
  for (const one of Object.values(networkInterfaces()).flat().filter((one) => one.family === 'IPv4' && !one.internal)) {
    const reached = await fetch(`http://${one.address}:${port}/`).then(() => true, () => false);
    expect(!reached, `${one.address} answers`);
  }
  const open = spawnSync(program, ['review', '--corpus', corpus, '--port', String(port + 1), '--listen', '0.0.0.0'], { timeout: 10000, encoding: 'utf8' });
  expect(open.status === 2 && open.stderr.includes('--passwords'), `${open.status}: ${open.stderr}`);
});

await task('what cannot be read is named first, with its reason', async () => {
  await page.goto(at('/aanleveren'));
  await page.fill('#setjaar', '2023');
  await page.setInputFiles('#bestanden', [...files, join(folder, 'stuk.pdf'), join(folder, 'leeg.pdf')]);
  await page.click('#lezen');
  await page.waitForSelector('#stand a.primary', { timeout: 4 * patience });
  const rows = await page.locator('#stand tbody tr').allTextContents();
  expect(rows.length === places.length + 2, `${rows.length} files are listed`);
  for (const row of rows.slice(0, 2)) expect(/^(stuk|leeg)\.pdf/.test(row), `first ${row}`);
  const reasons = await page.locator('#stand tr:has(.result-failed) td:last-child').allTextContents();
  expect(reasons.length >= 1 && reasons.every((one) => one.length > 5 && !/_/.test(one)), `reasons in words: ${reasons}`);
  const told = await page.textContent('#stand [role=status]'), waits = (await json('/werkvoorraad.json?jaar=2023')).length;
  expect(new RegExp(`^Klaar\\. .*Nog te controleren: ${waits} waarden? in`).test(told), `${waits} wait, and it says: ${told}`);
});

const sha = {};
for (const row of await json('/zoek.json?q=overeenkomst')) {
  const place = places.find((one) => JSON.stringify(row).includes(`${one}.pdf`));
  if (place) sha[place] = row.link.match(/([0-9a-f]{64})/)[1];
}
const about = (place, variable) => at(`/document/${sha[place]}?jaar=2023&record=1&waarde=${variable}`);

// Whether the mark of a value lies over its words, within a few pixels, as they are drawn now.
const misplaced = () => page.evaluate(() => {
  const [, first, last] = JSON.parse(document.querySelector('.row[aria-current]').dataset.places)[0];
  const mark = document.querySelector('.mark.now').getBoundingClientRect();
  const boxes = [first, last].map((word) => document.querySelector(`#woorden span[data-at="${word}"]`).getBoundingClientRect());
  return Math.max(Math.abs(mark.left - boxes[0].left), Math.abs(mark.right - boxes[1].right), Math.abs(mark.top - boxes[0].top));
});

await task('the page is looked at: size, turn, overview, places, search', async () => {
  await page.goto(about('Goes', 'ingangsdatum'));
  await drawn();
  expect(await misplaced() < 14, `the mark is ${await misplaced()} px beside its words`);
  const width = async () => (await page.locator('#papier').boundingBox()).width;
  const before = await width();
  await page.keyboard.press('+');
  expect(await width() > 1.2 * before, 'it is larger');
  await drawn();
  expect(await misplaced() < 18, `larger, the mark is ${await misplaced()} px beside its words`);
  await page.keyboard.press('-');
  await page.keyboard.press('r');
  await page.waitForFunction(() => { const box = document.getElementById('plaatje').getBoundingClientRect(); return box.width > box.height; });
  for (let more = 0; more < 3; ++more) await page.keyboard.press('r');
  await page.click('#miniaturen');
  await page.waitForFunction(() => [...document.querySelectorAll('#overzicht img')].every((one) => one.complete && one.naturalWidth));
  expect(await page.locator('#overzicht button[aria-current]').count() === 1, 'the overview says where one is');
  await page.click('#miniaturen');
  await page.keyboard.press('/');
  await page.keyboard.type('maanden');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.mark.hit');
  expect(await page.textContent('#treffers') === '1 / 1', 'it says how many hits there are');
  const found = await page.evaluate(() => {
    const mark = document.querySelector('.mark.hit').getBoundingClientRect();
    return [...document.querySelectorAll('#woorden span')].find((one) => {
      const box = one.getBoundingClientRect();
      return Math.abs(box.left - mark.left) < 6 && Math.abs(box.top - mark.top) < 10;
    })?.textContent;
  });
  expect(/maanden/.test(found), `the mark lies over ${found}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await page.waitForSelector('.mark.cursor');
  expect(/maanden/.test(await page.textContent('#keuze')), 'choosing words begins at what was searched');
});

const sizes = [[1280, 860], [1280, 500], [390, 844]];
// Whether all of an element is in sight, and nothing lies over its corners.
const covered = (selector) => page.evaluate((wanted) => {
  const one = document.querySelector(wanted), box = one.getBoundingClientRect();
  return [[box.left + 4, box.top + 3], [box.right - 4, box.bottom - 3]].some(([x, y]) => !one.contains(document.elementFromPoint(x, y)));
}, selector);

await task('of which record a value is, and which words are its own, is seen wherever one is', async () => {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await page.goto(about('Goes', 'ingangsdatum'));
    const last = await page.locator('.record').first().locator('> .values .row').last().getAttribute('href');
    await page.goto(at(last));
    await page.waitForSelector('#woorden span');
    await drawn();
    for (const place of ['nearest', 'end', 'start']) {
      await page.locator('.open').evaluate((one, block) => one.scrollIntoView({ block }), place);
      expect(!await covered('.record:has(.open) > h3'), `the heading is out of sight at ${width} x ${height}, ${place}`);
      expect(!await covered('.open .row'), `it lies over the value at ${width} x ${height}, ${place}`);
    }
  }
  await page.goto(about('Goes', 'ingangsdatum'));
  await drawn();
  await page.waitForSelector('.marks .mark.now');
  const [own, other] = await page.evaluate(() => ['.marks .mark.now', '.marks .mark:not(.now)'].map((one) => getComputedStyle(document.querySelector(one)).backgroundColor));
  expect(own !== other && /^rgb\(/.test(own) && /^rgb\(/.test(other), `${own} and ${other}: nothing shines through`);
  expect(await page.locator('.legend').isVisible(), 'what the colours mean is told');
});

await task('the form that corrects is in sight with its button when it opens, by key, by mouse and by words', async () => {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const by of ['v', 'summary', 'w']) {
      await page.goto(about('Goes', 'ingangsdatum'));
      await page.waitForSelector('#woorden span');
      await drawn();
      if (by === 'summary') await page.click('.open .correct summary'); else await page.keyboard.press(by);
      if (by === 'w') {
        await page.keyboard.press('Enter');
        await page.waitForSelector('.chosen-words.some');
      }
      await page.waitForTimeout(200);
      for (const part of ['#waarde_nieuw', '#verbeter .chosen-words', '#notitie', '#verbeter button.primary'])
        expect(!await covered(part), `${part} is out of sight at ${width} x ${height} by ${by}`);
      if (by !== 'summary') expect(await page.evaluate(() => document.activeElement.id) === 'waarde_nieuw', `what is typed goes elsewhere by ${by}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

await task('what was decided is said where one goes on', async () => {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await page.goto(about('Goes', 'ingangsdatum'));
    await page.waitForSelector('#woorden span');
    await page.keyboard.press('b');
    await page.waitForSelector('.saved');
    const told = (await page.textContent('.saved')).replace(/\s+/g, ' ').trim(), left = (await json('/werkvoorraad.json?jaar=2023')).length;
    expect(told.startsWith('Goes.pdf: Ingangsdatum 1 januari 2023 bewaard') && told.includes(`nog ${left} in deze keuze`), `${left} wait, and it says: ${told}`);
    expect(!await covered('.saved'), `it is out of sight at ${width} x ${height}`);
    expect(await page.textContent('#melding') === told, 'it is read aloud');
    await page.keyboard.press('z');
    await page.waitForFunction(() => document.getElementById('waarden').textContent.includes('Ongedaan gemaakt'));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

await task('what makes the publication stays in its place while it is made', async () => {
  await page.goto(at('/aanleveren?jaar=2023'));
  await page.click('form[action="/publicatie"] button');
  await page.waitForSelector('#stand progress');
  expect(await page.locator('form[action="/publicatie"] button:disabled').isVisible(), 'it is gone, or can be pressed again');
  await page.waitForSelector('#stand a[href="/publicatie/2023/monitor.html"]', { timeout: 4 * patience });
  await page.waitForSelector('form[action="/publicatie"] button:enabled');
});

await task('a number of the monitor leads to the words that say it', async () => {
  await page.goto(at('/verken/dekking?jaar=2023'));
  await page.waitForFunction(() => !document.querySelector('.drawing:not([data-drawn])'));
  const link = page.locator('td a[href*="/bewijs"]').filter({ hasText: new RegExp(`^${places.length}$`) }).first();
  await Promise.all([page.waitForURL(/\/bewijs.*#/), link.click()]);
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  const members = await page.locator(`[id="${id}"] li`).count();
  expect(members === places.length, `behind ${places.length} stand ${members}`);
  const rows = (await json(`${new URL(page.url()).pathname}.json${new URL(page.url()).search}`)).filter((one) => one.number === id);
  expect(rows.length === members, 'its twin has the same');
  await page.locator(`[id="${id}"] a`, { hasText: 'Goes' }).click();
  await page.waitForSelector('.arrangement');
  await page.locator('dd', { hasText: '24 maanden' }).locator('a').click();
  await page.waitForURL(/\/document\//);
  await drawn();
  expect(new URL(page.url()).pathname.includes(sha.Goes), 'it is the document');
  await page.goto(at('/zoek?q=begeleiding'));
  await page.locator('.hits a').first().click();
  await page.waitForSelector('.mark.hit');
});

await task('decisions teach: labels for measuring, and what a change of the rules would do', async () => {
  const decide = async (place, variable, value) => {
    await page.goto(about(place, variable));
    await page.waitForSelector('#woorden span');
    await page.keyboard.press('v');
    await page.selectOption('#waarde_nieuw', value);
    await Promise.all([page.waitForResponse((answer) => answer.url().includes('/besluit')), page.click('#verbeter button.primary')]);
  };
  for (const place of places) await decide(place, 'regie', 'gemeente');
  await page.goto(about('Goes', 'ingangsdatum'));
  await Promise.all([page.waitForResponse((answer) => answer.url().includes('/besluit')), page.keyboard.press('b')]);
  await page.goto(at('/leren'));
  const told = await page.locator('tbody tr').allTextContents();
  expect(told.some((row) => /Regie.*0.*4.*0%/s.test(row)) && told.some((row) => /Ingangsdatum.*1.*0.*100%/s.test(row)), told.join('; '));
  const labels = await (await page.request.get(at('/leren/gold.csv'))).text();
  expect(/Goes\.pdf,1,regie,gemeente/.test(labels) && /Goes\.pdf,1,ingangsdatum,2023-01-01,1/.test(labels), labels);
  const gold = join(folder, 'gold.csv');
  writeFileSync(gold, labels);
  run(program, corpus, ['evaluate', gold]);
  run(program, corpus, ['rules', 'stats', '--gold', gold]);
  // It ends with 1, since so few say little.
  spawnSync(program, ['calibrate', gold, '--out', join(folder, 'calibration.toml'), '--corpus', corpus]);
  expect(readFileSync(join(folder, 'calibration.toml'), 'utf8').length > 50, 'a calibration is written');
  const tried = async () => {
    await page.goto(at('/leren?regels=1'));
    return (await page.locator('tr:has(.now_right, .now_wrong, .still_wrong), p[role=status]').allTextContents()).join('; ');
  };
  expect(/Goes\.pdf.*blijft fout/si.test(await tried()), `before: ${await tried()}`);
  writeFileSync(join(data, 'classify/rules/kaart.toml'), `[[rule]]
name = "regie.kaart"
variable = "regie"
value = "gemeente"
weight = 0.9
phrases = ["het wethouderschap trekt hier de kaart"]
yes = ["Het wethouderschap trekt hier de kaart."]
no = ["De aanbieder trekt hier de kaart."]
`);
  const after = await tried();
  expect(/Goes\.pdf.*nu goed/si.test(after) && /Veere\.pdf.*nu goed/si.test(after) && !/nu fout/i.test(after), `after: ${after}`);
  const rows = await json('/leren/regels.json');
  expect(rows.filter((row) => row.change === 'now_right').length === 4 && rows.length === 5, JSON.stringify(rows));
  // Coded by that rule, and then without it.
  run(program, corpus, ['classify']);
  expect(!/fout\b/.test((await tried()).replace('fout blijft', '')), `all are right now: ${await tried()}`);
  rmSync(join(data, 'classify/rules/kaart.toml'));
  expect(/Goes\.pdf.*nu fout/si.test(await tried()), `a change that spoils: ${await tried()}`);
});

let talk = '';
await task('two people code the same documents, blind, and see where they differ', async () => {
  await ended(server, 'SIGTERM');
  talk += server.talk;
  const password = 'vier gewone woorden samen';
  ({ server, address } = await serveTeam(program, corpus, port, ['bo', 'cas'], join(folder, 'wachtwoorden'), password));
  const open = async (name) => {
    const one = await browser.newContext();
    one.setDefaultTimeout(patience);
    const their = await one.newPage();
    await their.goto(at('/dubbel'));
    await their.fill('#naam', name);
    await their.fill('#wachtwoord', password);
    await their.press('#wachtwoord', 'Enter');
    await their.waitForSelector('#deel');
    return their;
  };
  const [bo, cas] = [await open('bo'), await open('cas')];
  await bo.goto(about('Hulst', 'ingangsdatum'));
  await bo.waitForSelector('#woorden span');
  await Promise.all([bo.waitForResponse((answer) => answer.url().includes('/besluit')), bo.keyboard.press('b')]);
  await bo.goto(at('/dubbel'));
  await bo.fill('#deel', '100');
  await bo.click('.filters button');
  const mine = async (their, place) => (await their.locator('tr', { hasText: `${place}.pdf` }).locator('a').count()) > 0;
  expect(!await mine(bo, 'Hulst'), 'nobody codes twice what he decided');
  await cas.goto(at('/dubbel'));
  for (const place of places) {
    expect(await mine(cas, place), `${place} is for cas`);
    await cas.goto(at(`/dubbel/${sha[place]}`));
    await cas.waitForSelector('#woorden span');
    const shown = await cas.evaluate(() => [...document.querySelectorAll('.coding input, .coding select')].map((one) => one.value).join('') +
      document.querySelectorAll('.mark').length + document.getElementById('waarden').textContent.match(/24 maanden/g)?.length);
    expect(shown === '0undefined', `what the program found is hidden: ${shown}`);
    await cas.fill('[name="r1.looptijd"]', place === 'Veere' ? '36' : '24');
    await cas.fill('[name="r1.ingangsdatum"]', '2023-01-01');
    await cas.click('.coding button.primary');
    await cas.waitForURL(/\/dubbel$/);
  }
  const agreement = (await cas.locator('table').nth(1).locator('tbody tr').allTextContents()).map((row) => row.replace(/\s+/g, ' '));
  expect(agreement.some((row) => /^Looptijd ?4 ?75%/.test(row)), agreement.join('; '));
  const differs = await cas.locator('table').nth(2).locator('tbody tr').allTextContents();
  const terms = differs.filter((row) => /Looptijd/.test(row));
  expect(terms.length === 1 && /Veere\.pdf.*24 maanden.*36 maanden/s.test(terms[0]), differs.join('; '));
  await cas.locator('tr', { hasText: 'Veere.pdf' }).filter({ hasText: 'Looptijd' }).locator('button').click();
  await cas.waitForLoadState();
  const left = await cas.locator('table').nth(2).locator('tbody tr', { hasText: 'Looptijd' }).count();
  expect(left === 0, 'what was settled is gone from the list');
  await bo.context().close();
  await cas.context().close();
});

await browser.close();
await ended(server, 'SIGTERM');
talk += server.talk;
await task('nothing that documents say stands in what the server says', async () => {
  for (const word of ['Goes', 'begeleiding', 'Opdrachtgever', '2023-01-01', 'wethouderschap', 'vier gewone'])
    expect(!talk.includes(word), `"${word}" in: ${talk}`);
});
rmSync(folder, { recursive: true });
process.exit(failures ? 1 : 0);
