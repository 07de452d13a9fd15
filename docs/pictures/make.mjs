// The pictures of docs/handleiding.md, from the sample documents: what a reader of it sees too.
// usage: node make.mjs PROGRAM SOURCE     (./run pictures calls it)
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, source] = process.argv.slice(2);
const require = createRequire(join(source, 'app/web/package.json'));
const { chromium } = require('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'inkoopmonitor-pictures-'));
const corpus = join(folder, 'corpus');
const run = (...words) =>
  execFileSync(program, [...words, '--corpus', corpus], { stdio: ['ignore', 'ignore', 'inherit'] });

run('import', join(source, 'tests/data/sample'), '--year', '2024');
run('classify');
run('report', '--year', '2024', '--no-pdf', '--out', join(folder, 'publicatie'));
const port = 18000 + process.pid % 20000;
const server = spawn(program, ['review', '--corpus', corpus, '--port', String(port), '--reviewer', 'an'],
  { stdio: ['ignore', 'pipe', 'ignore'] });
const address = await new Promise((resolve, reject) => {
  let said = '';
  server.stdout.on('data', (bytes) => {
    said += bytes;
    if (said.includes('\n')) resolve(said.trim());
  });
  server.on('exit', () => reject(new Error('the server ended')));
});
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  // Drawn as on a screen of 1250 pixels, and somewhat smaller.
  const page = await browser.newPage({ viewport: { width: 1250, height: 780 }, deviceScaleFactor: 0.8 });
  page.setDefaultTimeout(120000);
  const picture = (name) => page.screenshot({ path: join(source, 'docs/pictures', `${name}.png`) });

  // The document with most to check, at its first value.
  await page.goto(address);
  await page.goto(new URL('/', address).href);
  await page.click('#begin');
  await page.waitForSelector('.open [data-key="b"]');
  await page.waitForFunction(() => {
    const one = document.getElementById('plaatje');
    return one.complete && one.src && document.querySelector('#woorden span');
  });
  await page.locator('.open').evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await picture('nakijken');

  await page.goto(new URL('/verken/bekostiging?jaar=2025', address).href);
  await page.waitForFunction(() => !document.querySelector('.drawing:not([data-drawn])'));
  await picture('verkennen');

  await page.setViewportSize({ width: 1250, height: 880 });
  await page.goto(pathToFileURL(join(folder, 'publicatie/monitor.html')).href);
  await picture('publicatie');
} finally {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
