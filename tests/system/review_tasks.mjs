// The tasks of app/web/TASKS.md as a new user would do them, by mouse alone and by keyboard alone,
// with every click and key counted. usage: node review_tasks.mjs PROGRAM SOURCE: prints a line a
// task and the counts, exits 1 when a task cannot be done that way.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, expect, failures, packages, patience, run, serve, task, walkTo, writePdf } from './review_server.mjs';

const [program, source] = process.argv.slice(2);
const { chromium } = packages(source)('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'inkoopmonitor-tasks-'));
const port = 18000 + process.pid % 20000;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

// What a person does to a page, and how often.
class Hand {
  constructor(page) {
    this.page = page;
    this.steps = [];
  }
  step(name) {
    this.steps.push({ name, clicks: 0, drags: 0, keys: 0 });
  }
  count(what, times = 1) {
    this.steps.at(-1)[what] += times;
  }
  async click(selector) {
    await this.page.click(selector);
    this.count('clicks');
  }
  async press(key) {
    await this.page.keyboard.press(key);
    this.count('keys');
  }
  async type(text) {
    await this.page.keyboard.type(text);
    this.count('keys', text.length);
  }
  // Tab by tab, until it has the focus.
  async tabTo(selector) {
    const there = () => this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    for (let tabs = 0; !await there(); ++tabs) {
      expect(tabs < 80, `${selector} is not reached by Tab`);
      await this.press('Tab');
    }
  }
  // A list opens by one click, and another one takes a line of it.
  async pick(selector, label) {
    await this.page.selectOption(selector, { label });
    this.count('clicks', 2);
  }
  async pickByKeys(selector, letters, label) {
    await this.tabTo(selector);
    await this.type(letters);
    const chosen = await this.page.$eval(selector, (list) => list.selectedOptions[0].textContent);
    expect(chosen === label, `"${letters}" chose ${chosen}`);
  }
  tell() {
    let all = { clicks: 0, drags: 0, keys: 0 };
    for (const one of this.steps) {
      console.log(`  ${one.name}: ${said(one)}`);
      for (const what of Object.keys(all)) all[what] += one[what];
    }
    console.log(`  in all: ${said(all)}`);
  }
}
function said(counts) {
  return Object.entries(counts).filter(([what, times]) => what !== 'name' && times).map(([what, times]) => `${times} ${what}`).join(', ') || 'nothing';
}

async function newPage(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

const json = async (page, path) => (await page.request.get(new URL(path, page.url()).href)).json();

// After a decision: the page knows more decisions than before, or is that of another document.
const seen = (page) => page.locator('#waarden [name=gezien]').first().inputValue();
const decided = (page, before) => page.waitForFunction((old) => {
  const field = document.querySelector('#waarden [name=gezien]');
  return document.readyState === 'complete' && !document.querySelector('.htmx-request') && field &&
    (field.value !== old || document.querySelector('#waarden .message'));
}, before);
async function deciding(page, act) {
  const before = await seen(page);
  await act();
  await decided(page, before);
}

// --- tasks 1 and 2: a corpus of 2023, of Zeeland and elsewhere, with terms that contradict each other

const contract = (municipality, months) => ['Raamovereenkomst Wmo begeleiding',
  `De gemeente ${municipality}, hierna te noemen: Opdrachtgever, en Aanbieder`, 'komen het volgende overeen.',
  'Artikel 1 Begeleiding', 'Opdrachtnemer levert individuele begeleiding aan inwoners op grond van de Wmo 2015.',
  'Artikel 2 Duur van de overeenkomst', 'Deze overeenkomst gaat in op 1 januari 2023.',
  `De overeenkomst heeft een looptijd van ${months} maanden.`,
  'Artikel 3 Slotbepalingen', 'De overeenkomst is aangegaan voor de duur van drie jaar.'];
const places = ['Goes', 'Veere', 'Hulst', 'Tholen', 'Borsele', 'Utrecht', 'Zwolle'];

async function checking(hand, page, by) {
  const wait = async () => (await json(page, '/werkvoorraad.json?jaar=2023&gemeente=Zeeland&kenmerk=looptijd')).length;
  const before = await wait();
  expect(before >= 3, `${before} terms of Zeeland wait`);
  hand.step('choose the year');
  if (by === 'keyboard') await hand.press('f');
  await (by === 'mouse' ? hand.pick('#jaar', '2023') : hand.pickByKeys('#jaar', '2023', '2023'));
  hand.step('choose the variable');
  await (by === 'mouse' ? hand.pick('#kenmerk', 'Looptijd') : hand.pickByKeys('#kenmerk', 'lo', 'Looptijd'));
  hand.step('choose the province');
  await (by === 'mouse' ? hand.pick('#gemeente', 'Provincie Zeeland') :
    hand.pickByKeys('#gemeente', 'provincie ze', 'Provincie Zeeland'));
  hand.step('show what waits');
  if (by === 'mouse') await hand.click('.filters button'); else await hand.press('Enter');
  await page.waitForURL(/gemeente=Zeeland/);
  hand.step('begin');
  if (by === 'mouse') await hand.click('#begin'); else await hand.press('g');
  await page.waitForURL(/\/document\//);
  for (const which of ['the first', 'the second', 'the third']) {
    hand.step(`settle ${which}`);
    await page.waitForSelector('.open [data-key="1"]');
    const marked = await page.locator('.mark.now').count();
    expect(marked >= 2, `both terms that contradict each other are marked: ${marked}`);
    await deciding(page, () => by === 'mouse' ? hand.click('.open [data-key="1"]') : hand.press('1'));
  }
  hand.step('back to what waits');
  if (by === 'mouse') await hand.click('#begin'); else await hand.press('g');
  await page.waitForURL(/\/\?jaar=2023/);
  expect(await wait() === before - 3, 'three wait no longer');
}

async function correcting(hand, page, by) {
  const waiting = await json(page, '/werkvoorraad.json?jaar=2023&kenmerk=looptijd');
  await page.goto(new URL(`/document/${waiting[0].sha256}?jaar=2023&kenmerk=looptijd`, page.url()).href);
  await page.waitForSelector('.open #verbeter', { state: 'attached' });
  await page.waitForSelector('#woorden span');
  await page.waitForFunction(() => document.getElementById('plaatje').complete);
  hand.step('give the right value by the words on the page');
  const words = page.locator('#woorden span', { hasText: /^(drie|jaar\.) $/ });
  if (by === 'mouse') {
    const [from, to] = [await words.first().boundingBox(), await words.last().boundingBox()];
    await page.mouse.move(from.x + 1, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 5 });
    await page.mouse.up();
    hand.count('drags');
  } else {
    await hand.press('w');
    const number = async (word) => Number(await word.getAttribute('data-at'));
    await walkTo(page, await number(words.first()), (key) => hand.press(key));
    for (let more = await number(words.last()) - await number(words.first()); more > 0; --more) await hand.press('Shift+ArrowRight');
    await hand.press('Enter');
  }
  await page.waitForFunction(() => document.querySelector('#waarde_nieuw').value === '36');
  hand.step('keep it');
  await deciding(page, () => by === 'mouse' ? hand.click('#verbeter button.primary') : hand.press('Enter'));
  const after = (await json(page, '/werkvoorraad.json?jaar=2023&kenmerk=looptijd')).length;
  expect(after === waiting.length - 1, `${after} wait after ${waiting.length}`);
  hand.step('take it back');
  if (by === 'mouse') await hand.click('.values-head [data-key="z"]'); else await hand.press('z');
  await page.waitForFunction(async (all) => {
    const rows = await (await fetch('/werkvoorraad.json?jaar=2023&kenmerk=looptijd')).json();
    return rows.length === all;
  }, waiting.length);
}

// --- task 3: from an empty corpus to a publication

const sample = join(source, 'tests/data/sample');
const documents = readdirSync(sample).filter((name) => name.endsWith('.pdf')).map((name) => join(sample, name));

async function drop(page, selector, files) {
  const box = await page.locator(selector).boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
}

async function handIn(hand, page, by) {
  page.on('filechooser', () => {});  // from now on, since the browser needs a moment to leave it to us
  hand.step('say the year');
  if (by === 'mouse') await hand.click('#setjaar'); else await hand.press('f');
  await hand.type('2020');
  hand.step('give the documents');
  if (by === 'mouse') {
    await drop(page, '#aanleveren', documents);
    hand.count('drags');
  } else {
    await hand.tabTo('#bestanden');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), hand.press('Enter')]);
    await chooser.setFiles(documents);
  }
  await page.waitForFunction(() => document.getElementById('gekozen').textContent);
  hand.step('read and code them');
  if (by === 'mouse') await hand.click('#lezen'); else { await hand.tabTo('#lezen'); await hand.press('Enter'); }
  await page.waitForSelector('#stand a.primary', { timeout: 4 * patience });
  const rows = await page.locator('#stand tbody tr').count();
  expect(rows === documents.length, `${rows} of ${documents.length} files are listed`);
  hand.step('to what waits');
  if (by === 'mouse') await hand.click('#stand a.primary'); else await hand.press('g');
  await page.waitForSelector('#begin');
}

async function finishYear(hand, page, by) {
  hand.step('settle all that waits');
  const left = async () => (await json(page, '/werkvoorraad.json?jaar=2020')).length;
  let made = 0;
  for (let now = await left(); now > 0; now = await left()) {
    expect(++made < 300, `${now} still wait`);
    if (!page.url().includes('/document/')) {
      if (by === 'mouse') await hand.click('#begin'); else await hand.press('g');
      await page.waitForURL(/\/document\//);
    }
    await page.waitForSelector('.open [data-key="b"]');
    await deciding(page, () => by === 'mouse' ? hand.click('.open [data-key="b"]') : hand.press('b'));
    if (!await page.locator('#waarden .message').count()) continue;
    // It says why not; the next one then.
    const row = await page.locator('.row[aria-current]').getAttribute('href');
    if (by === 'mouse') await hand.click('.state-waiting:not(.open) .row'); else await hand.press('j');
    await page.waitForFunction((old) => document.querySelector('.row[aria-current]')?.getAttribute('href') !== old, row);
  }
  console.log(`  ${made} decisions`);
}

async function publish(hand, page, by) {
  hand.step('publish');
  if (by === 'mouse') await hand.click('nav a[href="/aanleveren"]');
  else { await hand.press('m'); await hand.tabTo('nav a[href="/aanleveren"]'); await hand.press('Enter'); }
  await page.waitForSelector('#pubjaar');
  expect(await page.inputValue('#pubjaar') === '2020', 'the year is filled in');
  if (by === 'mouse') await hand.click('form[action="/publicatie"] button');
  else { await hand.press('f'); await hand.tabTo('#pubjaar'); await hand.press('Enter'); }
  const link = '#stand a[href="/publicatie/2020/monitor.html"]';
  await page.waitForSelector(link, { timeout: 4 * patience });
  hand.step('read it');
  const opened = page.context().waitForEvent('page');
  if (by === 'mouse') await hand.click(link);
  else { await hand.press('f'); await hand.tabTo(link); await hand.press('Enter'); }
  const publication = await opened;
  await publication.waitForSelector('h1');
  expect((await publication.textContent('body')).includes('2020'), 'it is about the year');
}

// --- all of them

const zeeland = join(folder, 'zeeland');
run(program, zeeland, ['init']);
for (const [at, place] of places.entries()) writePdf(join(folder, '2023', place, 'contract.pdf'), contract(place, 24 + 12 * (at % 2)));
writeFileSync(join(folder, '2023/manifest.csv'), 'path,year,gemeente\n' +
  places.map((place) => `${place}/contract.pdf,2023,${place}\n`).join(''));
run(program, zeeland, ['import', join(folder, '2023')]);
run(program, zeeland, ['classify']);

for (const by of ['mouse', 'keyboard']) {
  let { server, address } = await serve(program, zeeland, port, 'an');
  for (const [name, work] of [['task 1, three terms of Zeeland', checking], ['task 2, a term by its words', correcting]])
    await task(`${name}, by ${by}`, async () => {
      const page = await newPage(address), hand = new Hand(page);
      await work(hand, page, by);
      hand.tell();
      if (work === checking) for (let undone = 0; undone < 3; ++undone)
        await page.request.post(new URL('/ongedaan', address).href, { headers: { 'sec-fetch-site': 'same-origin' } });
      await page.context().close();
    });
  await ended(server, 'SIGTERM');

  const corpus = join(folder, by);
  ({ server, address } = await serve(program, corpus, port, 'an'));
  await task(`task 3, from an empty corpus to a publication, by ${by}`, async () => {
    const page = await newPage(address), hand = new Hand(page);
    await handIn(hand, page, by);
    await finishYear(hand, page, by);
    await publish(hand, page, by);
    hand.tell();
  });
  await ended(server, 'SIGTERM');
}

await browser.close();
rmSync(folder, { recursive: true });
process.exit(failures ? 1 : 0);
