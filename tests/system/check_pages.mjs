// Looks at the pages of a publication as readers do: wide and on a telephone, with scripts and
// without. Usage: node check_pages.mjs CHROMIUM FOLDER PAGE.html…
//
// Says each fault in a line and ends with 1: what axe-core and html-validate find, requests, errors
// of scripts, pages wider than their window, charts that are empty, labels that are cut or lie over
// each other, headings with nothing below them, English words on a Dutch page.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const packages = createRequire(new URL('../../app/web/package.json', import.meta.url));
const { chromium } = packages('playwright-core');
const { HtmlValidate, StaticConfigLoader } = packages('html-validate');

const [executablePath, folder, ...pages] = process.argv.slice(2);
const axe = fs.readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];

// Words that stand on no Dutch page unless a label was not translated.
const english = new RegExp('\\b(municipalit(y|ies)|unknown|known|total|share of|providers?|' +
  'procurements?|funding|several|undefined|NaN|null|no_document|no_arrangement|unreadable|' +
  'contradictory)\\b');

const validator = new HtmlValidate(new StaticConfigLoader({
  extends: ['html-validate:standard'],
  rules: {
    // The templates' own taste, not validity.
    'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off',
    'no-inline-style': 'off', 'no-implicit-button-type': 'off', 'require-sri': 'off',
    'attribute-boolean-style': 'off', 'doctype-style': 'off', 'prefer-native-element': 'off',
  },
}));

async function validate(page) {
  // Scripts and drawings apart: the one is no HTML, the other was made by the chart library.
  const html = fs.readFileSync(path.join(folder, page), 'utf8')
    .replace(/<script>[\s\S]*?<\/script>/g, '<script></script>');
  const report = await validator.validateString(html, page);
  for (const result of report.results)
    for (const one of result.messages.slice(0, 20))
      faults.push(`${page}:${one.line}: ${one.ruleId}: ${one.message}`);
}

// Runs in the page: faults of what is drawn and of what stands under headings.
function lookAround() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > window.innerWidth + 1)
    found.push(`wider than its window: ${root.scrollWidth} of ${window.innerWidth}`);
  for (const chart of document.querySelectorAll('.drawn')) {
    const svg = chart.querySelector('svg');
    const name = (chart.getAttribute('aria-label') ?? '?').slice(0, 50);
    if (!svg || svg.querySelectorAll('path, circle, rect, polyline').length < 2) {
      found.push(`an empty chart: ${name}`);
      continue;
    }
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => text.getBoundingClientRect());
    const level = (text) => { const at = text.getCTM(); return Math.abs(at.b) < 0.01; };
    texts.forEach((text, n) => {
      const box = boxes[n];
      if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 ||
          box.bottom > frame.bottom + 2)
        found.push(`a label is cut: "${text.textContent}" in ${name}`);
      for (let m = n + 1; m < texts.length; ++m) {
        const other = boxes[m];
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (wide > 2 && high > box.height * 0.4 && level(text) && level(texts[m]))
          found.push(
            `labels overlap: "${text.textContent}" and "${texts[m].textContent}" in ${name}`);
      }
    });
  }
  for (const heading of document.querySelectorAll('h1, h2, h3')) {
    const place = heading.closest('section, header, nav, main') ?? document.body;
    const alone = place.innerText.trim() === heading.innerText.trim();
    if (alone && !place.querySelector('svg, table, ul'))
      found.push(`a heading with nothing below it: ${heading.innerText}`);
  }
  return found;
}

async function look(browser, page, width, scripts) {
  const context = await browser.newContext(
    { viewport: { width, height: 900 }, javaScriptEnabled: true, offline: true });
  const view = await context.newPage();
  view.setDefaultTimeout(120_000);  // also on a busy machine
  const where = `${page}, ${width} px${scripts ? '' : ', no scripts'}`;
  const fault = (text) => faults.push(`${where}: ${text}`);
  view.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) fault(`asks for ${request.url()}`);
  });
  view.on('pageerror', (error) => fault(`a script fails: ${error.message}`));
  view.on('console', (message) => {
    if (message.type() === 'error') fault(`the console says: ${message.text()}`);
  });
  let address = path.join(folder, page);
  if (!scripts) {
    // The page itself without its scripts; those of this test must still run in it.
    address = path.join(folder, `.${path.basename(page, '.html')}-without-scripts.html`);
    fs.writeFileSync(address, fs.readFileSync(path.join(folder, page), 'utf8')
      .replace(/<script>[\s\S]*?<\/script>/g, ''));
  }
  await view.goto(pathToFileURL(path.resolve(address)).href);
  for (const details of await view.locator('details').all())
    await details.evaluate((element) => { element.open = true; });
  // Charts are drawn when they come into view.
  await view.evaluate(async () => {
    for (let at = 0; at < document.body.scrollHeight; at += 600) {
      window.scrollTo(0, at);
      await new Promise((done) => setTimeout(done, 15));
    }
  });
  if (process.env.SCREENSHOTS) {
    const name = `${path.basename(page, '.html')}-${width}${scripts ? '' : '-plain'}`;
    const places = await view.evaluate(() =>
      [...document.querySelectorAll('.chapter')].map((one) => {
        const box = one.getBoundingClientRect();
        return { x: 0, y: box.y + window.scrollY, width: window.innerWidth, height: box.height };
      }));
    for (const [n, clip] of places.entries())
      await view.screenshot(
        { path: path.join(process.env.SCREENSHOTS, `${name}-${n + 1}.png`), fullPage: true, clip });
    if (!places.length)
      await view.screenshot(
        { path: path.join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
  }
  (await view.evaluate(lookAround)).forEach(fault);
  if (await view.evaluate(() => document.documentElement.lang) === 'nl') {
    const text = await view.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3, p:not(.own *), th, caption, summary, svg text')]
        .map((element) => element.textContent).join('\n'));
    const word = text.match(english);
    if (word) {
      const around = text.slice(Math.max(0, word.index - 20), word.index + 40);
      fault(`English: ${word[0]} in "${around}"`);
    }
  }
  await view.evaluate(axe);
  const result = await view.evaluate(() => window.axe.run(document,
    { resultTypes: ['violations'], preload: false }));
  for (const violation of result.violations)
    fault(`axe: ${violation.id}: ${violation.help}: ` +
      violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join('; '));
  await context.close();
  if (!scripts) fs.unlinkSync(address);
}

const switches = ['--disable-dev-shm-usage'];
if (process.getuid() === 0) switches.push('--no-sandbox');
const browser = await chromium.launch({ executablePath, args: switches });
try {
  for (const page of pages) {
    await validate(page);
    await look(browser, page, 1280, true);
    await look(browser, page, 390, true);
    if (/<script>/.test(fs.readFileSync(path.join(folder, page), 'utf8')))
      for (const width of [1280, 390]) await look(browser, page, width, false);
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.log(fault);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
