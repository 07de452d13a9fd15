// What the tests of the review page share: the program as a server, documents made for a purpose,
// and the account of what failed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const patience = 120000;  // for a machine that does other things, too
export let failures = 0;

export function packages(source) {
  return createRequire(join(source, 'app/web/package.json'));
}

// `{server, address}`: the address lets in who asks for it; `server.talk` is what it says of itself.
export function serve(program, corpus, port, reviewer) {
  return started(program, corpus, port, ['--reviewer', reviewer]);
}

// Likewise for reviewers who log in with the password of all: their names, and where to keep it.
export function serveTeam(program, corpus, port, reviewers, file, password) {
  for (const one of reviewers) {
    const done = spawnSync(program, ['review', '--add-reviewer', one, '--passwords', file], { input: `${password}\n` });
    expect(done.status === 0, `${one} was not added: ${done.stderr}`);
  }
  return started(program, corpus, port, ['--listen', '127.0.0.1', '--passwords', file]);
}

function started(program, corpus, port, words) {
  return new Promise((resolve, reject) => {
    const server = spawn(program, ['review', '--corpus', corpus, '--port', String(port), ...words],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    server.talk = '';
    server.stderr.on('data', (bytes) => { server.talk += bytes; });
    server.stdout.on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n')) resolve({ server, address: said.trim() });
    });
    server.on('exit', () => reject(new Error('the server ended')));
  });
}

export function ended(server, signal) {
  return new Promise((resolve) => {
    server.removeAllListeners('exit');
    server.on('exit', resolve);
    server.kill(signal);
  });
}

export function run(program, corpus, words) {
  const done = spawnSync(program, [...words, '--corpus', corpus], { encoding: 'utf8' });
  expect(done.status === 0, `${words[0]} ended with ${done.status}: ${done.stderr}`);
}

export function expect(holds, what) {
  if (!holds) throw new Error(what);
}

export async function task(name, work) {
  const began = Date.now();
  try {
    await work();
    console.log(`ok ${name} (${Date.now() - began} ms)`);
  } catch (problem) {
    ++failures;
    console.log(`not ok ${name}: ${problem.stack}`);
  }
}

// Moves the cursor with which words are chosen by keys to the word number `at` of the page; `press`
// presses a key.
export async function walkTo(page, at, press) {
  for (let keys = 0; keys < 200; ++keys) {
    const key = await page.evaluate((wanted) => {
      const cursor = document.querySelector('.mark.cursor').getBoundingClientRect();
      const word = document.querySelector(`#woorden span[data-at="${wanted}"]`).getBoundingClientRect();
      const x = word.left + word.width / 2, y = word.top + word.height / 2;
      if (y < cursor.top) return 'ArrowUp';
      if (y > cursor.bottom) return 'ArrowDown';
      return x < cursor.left ? 'ArrowLeft' : x > cursor.right ? 'ArrowRight' : '';
    }, at);
    if (!key) return;
    await press(key);
  }
  throw new Error(`word ${at} is not reached by arrows`);
}

// A page of text, in letters that every reader has.
function pdfOf(lines) {
  const escaped = (line) => line.replace(/[\\()]/g, '\\$&');
  const drawn = lines.map((line, at) => `1 0 0 1 60 ${780 - 20 * at} Tm (${escaped(line)}) Tj`);
  const stream = `BT /F1 11 Tf\n${drawn.join('\n')}\nET`;
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return String(place).padStart(10, '0') + ' 00000 n \n';
  });
  return `${file}xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}` +
    `trailer << /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

export function writePdf(path, lines) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(pdfOf(lines), 'latin1'));
  return path;
}
