// A document under review: its pages, the words over them, and the keys.
(function () {
  'use strict';
  var room = document.getElementById('kijker');
  if (!room) return;
  var sha = room.dataset.sha, pages = Number(room.dataset.pages);
  var paper = document.getElementById('papier'), picture = document.getElementById('plaatje');
  var layer = document.getElementById('woorden'), scroller = document.getElementById('ruimte');
  var number = document.getElementById('bladnummer');
  var overview = document.getElementById('overzicht');
  var page = 0, zoom = 1, turn = 0, words = null, hits = [], hit = -1, asked = 0;
  var kept = {};  // words of pages that were shown
  var evidence = 0;

  function base() { return '/document/' + sha; }
  function values() { return document.getElementById('waarden'); }
  function current() { return values().querySelector('.row[aria-current]'); }

  // --- pages ---------------------------------------------------------------------------------

  function dpi() {
    var wide = Math.min(scroller.clientWidth - 24, 1400);
    var points = words ? words.width : 595;
    var wanted = Math.ceil(wide * 72 / points * zoom * (window.devicePixelRatio || 1) / 55) * 55;
    return Math.max(55, Math.min(275, wanted));
  }

  function wordsOf(wanted) {
    if (!kept[wanted])
      kept[wanted] = fetch(base() + '/woorden/' + wanted + '.json').then(function (answer) {
        return answer.ok ? answer.json() : null;
      });
    return kept[wanted];
  }

  function show(wanted, then) {
    wanted = Math.max(1, Math.min(pages, wanted));
    if (wanted === page) { if (then) then(); return; }
    page = wanted;
    var mine = ++asked;
    number.textContent = page + ' / ' + pages;
    picture.alt = room.dataset.pageWord + ' ' + page;
    layer.textContent = '';
    wordsOf(page).then(function (found) {
      if (mine !== asked) return;
      words = found;
      draw();
      if (then) then();
      if (page < pages) prefetch(page + 1);
    });
    markOverview();
  }

  function prefetch(wanted) {
    wordsOf(wanted);
    new Image().src = base() + '/blad/' + wanted + '.png?dpi=' + dpi();
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
    picture.src = base() + '/blad/' + page + '.png?dpi=' + dpi();
    put(wide / width);
    mark();
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

  function markRange(first, last, kind) {
    if (!words) return null;
    var scale = parseFloat(paper.style.width) / words.width, boxes = {}, top = null;
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
      layer.appendChild(mark);
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

  function useWords() {
    var place = selected(), form = document.getElementById('verbeter');
    if (!place || !form) return;
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
    e: function () { jump(1); }, w: useWords,
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
    begun = setTimeout(function () { if (selected()) useWords(); }, 30);
  });
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

  // Another value is open now: its address, its place, and the row in view.
  function settle() {
    var row = current();
    if (row) {
      history.replaceState(null, '', row.getAttribute('href'));
      row.closest('.value').scrollIntoView({ block: 'nearest' });
      var details = row.closest('details.absent');
      if (details) details.open = true;
    }
    evidence = 0;
    if (placesOf(row).length) jump(0);
    else if (page) mark();
  }
  document.body.addEventListener('htmx:afterSettle', function (event) {
    if (event.target.id === 'waarden' || event.detail.target.id === 'waarden') settle();
  });

  var about = document.getElementById('document');
  if (about.dataset.asked) show(Number(about.dataset.asked), mark);
  else if (placesOf(current()).length) jump(0);
  else show(1);
  if (about.dataset.search) {
    document.getElementById('zoekin').value = about.dataset.search;
    fetch(base() + '/zoek.json?q=' + encodeURIComponent(about.dataset.search.replace(/["*]/g, '')))
      .then(function (answer) { return answer.ok ? answer.json() : []; })
      .then(function (found) { hits = found; mark(); });
  }
  var later = null;
  window.addEventListener('resize', function () {
    clearTimeout(later);
    later = setTimeout(draw, 150);
  });
})();
