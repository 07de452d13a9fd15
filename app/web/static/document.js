// A document under review: its pages, the words over them, and the keys.
(function () {
  'use strict';
  if (!document.getElementById('kijker')) return;
  // The document that is shown; the next one comes into its place (begin).
  var room, sha, pages, paper, picture, layer, scroller, number, overview, choice;
  var page = 0, zoom = 1, turn = 0, words = null, hits = [], hit = -1, asked = 0, evidence = 0;
  var kept = {}, keptMost = 200;  // words of pages that were shown, by their address

  function base() { return '/document/' + sha; }
  function values() { return document.getElementById('waarden'); }
  function current() { return values().querySelector('.row[aria-current]'); }

  // --- pages ---------------------------------------------------------------------------------

  function dpi(found) {
    var wide = Math.min(scroller.clientWidth - 24, 1400);
    var points = found ? found.width : 595;
    var wanted = Math.ceil(wide * 72 / points * zoom * (window.devicePixelRatio || 1) / 55) * 55;
    return Math.max(55, Math.min(275, wanted));
  }

  function wordsOf(from, wanted) {
    var address = from + '/woorden/' + wanted + '.json';
    if (!kept[address]) {
      if (Object.keys(kept).length > keptMost) kept = {};
      kept[address] = fetch(address).then(function (answer) {
        return answer.ok ? answer.json() : null;
      });
    }
    return kept[address];
  }

  function show(wanted, then) {
    wanted = Math.max(1, Math.min(pages, wanted));
    if (wanted === page) { if (then) then(); return; }
    page = wanted;
    var mine = ++asked;
    number.textContent = page + ' / ' + pages;
    picture.alt = room.dataset.pageWord + ' ' + page;
    layer.textContent = '';
    wordsOf(base(), page).then(function (found) {
      if (mine !== asked) return;
      words = found;
      draw();
      if (then) then();
      whenDrawn(prefetchMore);
    });
    markOverview();
  }

  function whenDrawn(then) {
    if (picture.complete) then();
    else picture.addEventListener('load', then, { once: true });
  }

  function prefetch(from, wanted) {
    wordsOf(from, wanted).then(function (found) {
      new Image().src = from + '/blad/' + wanted + '.png?dpi=' + dpi(found);
    });
  }

  // What is likely to be looked at next: the page after this one, and where the next document in
  // the queue begins, so that it is there as soon as this one is done.
  function prefetchMore() {
    if (page < pages) prefetch(base(), page + 1);
    var next = values().dataset;
    if (next.next) prefetch('/document/' + next.next, Number(next.nextPage));
  }

  function draw() {
    var nothing = document.getElementById('geenplaatje');
    layer.className = 'words';
    nothing.hidden = true;
    picture.hidden = false;
    var width = words ? words.width : 595, height = words ? words.height : 842;
    var wide = Math.max(240, Math.min(scroller.clientWidth - 24, 1000)) * zoom;
    var tall = wide * height / width;
    picture.style.width = paper.style.width = wide + 'px';
    picture.style.height = paper.style.height = tall + 'px';
    paper.style.transform = turn ? 'rotate(' + turn + 'deg)' : '';
    paper.style.margin = turn % 180 ? (wide - tall) / 2 + 'px ' + (tall - wide) / 2 + 'px' : '';
    picture.onerror = function () {
      nothing.hidden = false;
      picture.hidden = true;
      layer.className = 'words plain';
      paper.style.height = 'auto';
    };
    picture.src = base() + '/blad/' + page + '.png?dpi=' + dpi(words);
    put(wide / width);
    mark();
    choice.draw();
  }

  // Words lie over the picture, unseen, so that scans can be selected and read aloud.
  function put(scale) {
    layer.textContent = '';
    if (!words) return;
    var all = document.createDocumentFragment(), line = -1, spans = [];
    words.words.forEach(function (word, at) {
      var span = document.createElement('span');
      span.textContent = word[0] + ' ';
      span.dataset.at = at;
      span.style.left = word[1] * scale + 'px';
      span.style.top = word[2] * scale + 'px';
      span.style.fontSize = Math.max(4, (word[4] - word[2]) * scale * 0.85) + 'px';
      if (line !== -1 && word[5] !== line) all.appendChild(document.createTextNode('\n'));
      line = word[5];
      all.appendChild(span);
      spans.push([span, (word[3] - word[1]) * scale]);
    });
    layer.appendChild(all);
    var widths = spans.map(function (one) { return one[0].getBoundingClientRect().width; });
    if (turn) return;
    spans.forEach(function (one, at) {
      if (widths[at] > 0) one[0].style.transform = 'scaleX(' + one[1] / widths[at] + ')';
    });
  }

  // --- marks ---------------------------------------------------------------------------------

  // All marks lie in one sheet over the page: where they overlap the last one shows, not their sum.
  function sheet() {
    var made = layer.querySelector('.marks');
    if (made) return made;
    made = document.createElement('div');
    made.className = 'marks';
    return layer.appendChild(made);
  }

  function markRange(first, last, kind) {
    if (!words) return null;
    var over = sheet(), scale = parseFloat(paper.style.width) / words.width, boxes = {}, top = null;
    for (var at = first; at <= last && at < words.words.length; ++at) {
      var word = words.words[at], box = boxes[word[5]];
      if (!box) boxes[word[5]] = [word[1], word[2], word[3], word[4]];
      else boxes[word[5]] = [Math.min(box[0], word[1]), Math.min(box[1], word[2]),
        Math.max(box[2], word[3]), Math.max(box[3], word[4])];
    }
    Object.keys(boxes).forEach(function (line) {
      var box = boxes[line], mark = document.createElement('div');
      mark.className = 'mark ' + kind;
      mark.style.left = box[0] * scale - 2 + 'px';
      mark.style.top = box[1] * scale - 1 + 'px';
      mark.style.width = (box[2] - box[0]) * scale + 4 + 'px';
      mark.style.height = (box[3] - box[1]) * scale + 2 + 'px';
      over.appendChild(mark);
      if (!top) top = mark;
    });
    return top;
  }

  function placesOf(row) {
    return row ? JSON.parse(row.dataset.places || '[]') : [];
  }

  function mark() {
    layer.querySelectorAll('.mark').forEach(function (one) { one.remove(); });
    var row = current(), record = row ? row.closest('.record') : null, top = null;
    if (record) record.querySelectorAll('.row').forEach(function (other) {
      if (other !== row) placesOf(other).forEach(function (place) {
        if (place[0] === page) markRange(place[1], place[2], '');
      });
    });
    placesOf(row).forEach(function (place, at) {
      if (place[0] !== page) return;
      var made = markRange(place[1], place[2], 'now');
      if (!top || at === evidence) top = made || top;
    });
    hits.forEach(function (one, at) {
      if (one[0] !== page) return;
      var made = markRange(one[1], one[2], 'hit');
      if (at === hit) top = made || top;
    });
    return top;
  }

  // Within its room only: on a small screen the page itself stays where the reader has it.
  function reveal(made) {
    if (!made) return;
    var at = made.getBoundingClientRect(), around = scroller.getBoundingClientRect();
    scroller.scrollTop += at.top - around.top - scroller.clientHeight / 2;
    if (at.left < around.left || at.right > around.right)
      scroller.scrollLeft += at.left - around.left - 24;
  }

  // To the words of the value that is looked at; `step` to its next place.
  function jump(step) {
    var places = placesOf(current());
    if (!places.length) { mark(); return; }
    evidence = step ? (evidence + step) % places.length : 0;
    show(places[evidence][0], function () { reveal(mark()); });
  }

  // --- the overview --------------------------------------------------------------------------

  function markOverview() {
    overview.querySelectorAll('button').forEach(function (one) {
      if (Number(one.dataset.page) === page) one.setAttribute('aria-current', 'true');
      else one.removeAttribute('aria-current');
    });
  }

  function fillOverview() {
    for (var at = 1; at <= pages; ++at) {
      var button = document.createElement('button'), image = document.createElement('img');
      button.type = 'button';
      button.dataset.page = at;
      image.loading = 'lazy';
      image.alt = room.dataset.pageWord + ' ' + at;
      image.src = base() + '/blad/' + at + '.png?dpi=36';
      button.appendChild(image);
      button.appendChild(document.createTextNode(at));
      overview.appendChild(button);
    }
    markOverview();
  }

  // --- searching -----------------------------------------------------------------------------

  function search(text) {
    var shown = document.getElementById('treffers');
    if (!text.trim()) { hits = []; shown.textContent = ''; mark(); return; }
    fetch(base() + '/zoek.json?q=' + encodeURIComponent(text)).then(function (answer) {
      return answer.ok ? answer.json() : [];
    }).then(function (found) {
      hits = found;
      hit = -1;
      shown.textContent = found.length;
      nextHit();
    });
  }

  function nextHit() {
    if (!hits.length) { mark(); return; }
    hit = (hit + 1) % hits.length;
    document.getElementById('treffers').textContent = (hit + 1) + ' / ' + hits.length;
    show(hits[hit][0], function () { reveal(mark()); });
  }

  // --- words as a value ----------------------------------------------------------------------

  function selected() {
    var selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    var range = selection.getRangeAt(0), first = -1, last = -1;
    layer.querySelectorAll('span').forEach(function (span) {
      if (!range.intersectsNode(span)) return;
      // A range that only touches the end of a word does not mean it.
      var part = document.createRange();
      part.selectNodeContents(span);
      if (range.compareBoundaryPoints(Range.END_TO_START, part) >= 0 ||
          range.compareBoundaryPoints(Range.START_TO_END, part) <= 0) return;
      var at = Number(span.dataset.at);
      if (first < 0) first = at;
      last = at;
    });
    return first < 0 ? null : [page, first, last];
  }

  // The words where choosing by keys begins: what was searched, else what the value rests on, else
  // the first that is in view.
  function firstChoice() {
    var found = hits[hit] && hits[hit][0] === page ? hits[hit] : null;
    if (found) return [found[1], found[2]];
    var place = placesOf(current()).find(function (one) { return one[0] === page; });
    if (place) return [place[1], place[1]];
    var top = scroller.getBoundingClientRect().top;
    var seen = Array.prototype.find.call(layer.querySelectorAll('span'), function (span) {
      return span.getBoundingClientRect().top >= top;
    });
    var at = seen ? Number(seen.dataset.at) : 0;
    return [at, at];
  }

  // Of the words that are selected, or else chosen by keys.
  function chooseWords() {
    if (selected()) useWords(selected());
    else if (document.getElementById('verbeter')) wordsOf(base(), page).then(choice.begin);
  }

  // The whole form that corrects, with its button, and what has the focus in it.
  function showForm() {
    var form = document.getElementById('verbeter');
    if (form && form.closest('details').open) form.scrollIntoView({ block: 'nearest' });
  }
  document.addEventListener('toggle', function (event) {
    if (event.target.matches('.open .correct[open]')) showForm();
  }, true);

  function useWords(place) {
    var form = document.getElementById('verbeter');
    if (!form) return;
    form.closest('details').open = true;
    form.elements.blad.value = place[0];
    form.elements.eerste.value = place[1];
    form.elements.laatste.value = place[2];
    var body = new URLSearchParams(new FormData(form));
    fetch(base() + '/lees', { method: 'POST', body: body }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (read) {
      if (!read) return;
      var said = form.querySelector('.chosen-words');
      said.textContent = '“' + read.quote + '”';
      said.classList.add('some');
      var field = form.elements.waarde_nieuw;
      if (field && read.value) field.value = read.value;
      if (!field) read.value.split(/[|+]/).forEach(function (code) {
        var box = form.elements['waarde.' + code];
        if (box) box.checked = true;
      });
      (field || form.querySelector('button')).focus();
      if (field && field.select) field.select();
      showForm();
    });
  }

  // --- keys ----------------------------------------------------------------------------------

  function rows() {
    return Array.prototype.filter.call(values().querySelectorAll('.row'), function (row) {
      return row.offsetParent !== null;
    });
  }

  function move(step) {
    var all = rows(), at = all.indexOf(current());
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (next) next.click();
  }

  function press(key) {
    var button = values().querySelector('.open [data-key="' + key + '"], .values-head [data-key="' + key + '"]');
    if (button) button.click();
    return Boolean(button);
  }

  var keys = {
    j: function () { move(1); }, k: function () { move(-1); },
    ArrowDown: function () { move(1); }, ArrowUp: function () { move(-1); },
    e: function () { jump(1); }, w: chooseWords,
    '[': function () { show(page - 1); }, ']': function () { show(page + 1); },
    PageUp: function () { show(page - 1); }, PageDown: function () { show(page + 1); },
    '+': function () { larger(1.25); }, '=': function () { larger(1.25); },
    '-': function () { larger(0.8); }, r: rotate,
    '/': function () { document.getElementById('zoekin').focus(); },
    v: function () {
      var details = values().querySelector('.open .correct');
      if (!details) return;
      details.open = true;
      var field = details.querySelector('select, input:not([type=hidden])');
      if (field) field.focus();
      if (field && field.select) field.select();
    }
  };

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && window.isTyping(event)) { event.target.blur(); scroller.focus(); return; }
    if (window.isTyping(event) || document.querySelector('dialog[open]')) return;
    if (choice.press(event)) { event.preventDefault(); return; }
    if (event.target === scroller && /^Arrow/.test(event.key)) return;
    var action = keys[event.key];
    if (action) { event.preventDefault(); action(); }
    else if (/^[bnoz1-9]$/.test(event.key) && press(event.key)) event.preventDefault();
  });

  function larger(by) {
    zoom = Math.max(0.4, Math.min(4, zoom * by));
    draw();
  }
  function rotate() {
    turn = (turn + 90) % 360;
    draw();
  }

  document.addEventListener('mouseover', function (event) {
    var rival = event.target.closest && event.target.closest('.rivals button');
    if (rival && Number(rival.dataset.page) === page)
      markRange(Number(rival.dataset.first), Number(rival.dataset.last), 'now');
  });
  document.addEventListener('focusin', function (event) {
    var rival = event.target.closest && event.target.closest('.rivals button');
    if (rival && Number(rival.dataset.page) > 0)
      show(Number(rival.dataset.page), function () {
        mark();
        reveal(markRange(Number(rival.dataset.first), Number(rival.dataset.last), 'now'));
      });
  });

  // The value that is looked at, with what can be done about it.
  function showRow() {
    var row = current();
    if (!row) return;
    var details = row.closest('details.absent');
    if (details) details.open = true;
    // Side by side, page and values are as high as the screen: both are to be seen whole.
    var whole = document.getElementById('document');
    if (getComputedStyle(whole).display === 'grid' && whole.getBoundingClientRect().bottom > window.innerHeight)
      whole.scrollIntoView({ block: 'end' });
    row.closest('.value').scrollIntoView({ block: 'nearest' });
  }

  // What was done is told to who hears the page, by a line that stays when its parts change.
  function tell() {
    var done = values().querySelector('.saved');
    document.getElementById('melding').textContent = done ? done.textContent.replace(/\s+/g, ' ').trim() : '';
  }

  // Another value is open now: its address, its place, and the row in view.
  function settle() {
    var row = current();
    tell();
    if (row) history.replaceState(null, '', row.getAttribute('href'));
    showRow();
    evidence = 0;
    if (placesOf(row).length) jump(0);
    else if (page) mark();
  }

  function listen() {
    document.getElementById('vorige').addEventListener('click', function () { show(page - 1); });
    document.getElementById('volgende').addEventListener('click', function () { show(page + 1); });
    document.getElementById('groter').addEventListener('click', function () { larger(1.25); });
    document.getElementById('kleiner').addEventListener('click', function () { larger(0.8); });
    document.getElementById('draai').addEventListener('click', rotate);
    document.getElementById('volgendetreffer').addEventListener('click', nextHit);
    document.getElementById('miniaturen').addEventListener('click', function () {
      if (!overview.children.length) fillOverview();
      overview.hidden = !overview.hidden;
      this.setAttribute('aria-expanded', String(!overview.hidden));
    });
    overview.addEventListener('click', function (event) {
      var button = event.target.closest('button');
      if (button) show(Number(button.dataset.page));
    });
    document.getElementById('zoekform').addEventListener('submit', function (event) {
      event.preventDefault();
      search(document.getElementById('zoekin').value);
    });
    var begun = null;
    layer.addEventListener('mouseup', function () {
      clearTimeout(begun);
      begun = setTimeout(function () { if (selected()) useWords(selected()); }, 30);
    });
  }

  // A document came into the page.
  function begin() {
    room = document.getElementById('kijker');
    sha = room.dataset.sha;
    pages = Number(room.dataset.pages);
    paper = document.getElementById('papier');
    picture = document.getElementById('plaatje');
    layer = document.getElementById('woorden');
    scroller = document.getElementById('ruimte');
    number = document.getElementById('bladnummer');
    overview = document.getElementById('overzicht');
    page = turn = evidence = 0;
    words = null;
    hits = [];
    hit = -1;
    choice = window.wordChoice({
      scroller: scroller, says: document.getElementById('keuze'), button: document.getElementById('kies'),
      words: function () { return words && words.words; },
      mark: markRange, reveal: reveal, start: firstChoice,
      unmark: function (kind) { layer.querySelectorAll('.mark.' + kind).forEach(function (one) { one.remove(); }); },
      turn: function (step, then) { show(page + step, then); },
      take: function (first, last) { useWords([page, first, last]); }
    });
    // A second coder fills in a form, and gives no words.
    document.getElementById('kies').hidden = Boolean(document.querySelector('.coding'));
    listen();
    showRow();
    var about = document.getElementById('document').dataset;
    if (about.asked) show(Number(about.asked), mark);
    else if (placesOf(current()).length) jump(0);
    else show(1);
    if (about.search) {
      document.getElementById('zoekin').value = about.search;
      fetch(base() + '/zoek.json?q=' + encodeURIComponent(about.search.replace(/["*]/g, '')))
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (found) { hits = found; mark(); });
    }
  }

  // The next document, after the last decision about the one before: it has an address of its own,
  // and who hears the page is told its name.
  function beginNext() {
    begin();
    var row = current();
    history.pushState(null, '', row ? row.getAttribute('href') : base());
    document.querySelector('#document h1').focus({ preventScroll: true });
    tell();
  }

  document.body.addEventListener('htmx:afterSettle', function (event) {
    if (event.target.id === 'document') beginNext();
    else if (event.target.id === 'waarden' || event.detail.target.id === 'waarden') settle();
  });
  // Back to another document: the page as it was is not kept.
  window.addEventListener('popstate', function () {
    if (location.pathname !== base()) location.reload();
  });
  begin();
  var later = null;
  window.addEventListener('resize', function () {
    clearTimeout(later);
    later = setTimeout(draw, 150);
  });
})();
