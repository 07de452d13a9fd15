// Choosing words of a page by keys: what dragging over them is for a mouse. A cursor stands on a
// word; arrows move it by word and by line, with Shift they take more words along.
(function () {
  'use strict';

  // `page` is what document.js lends: words(), mark(first, last, kind), unmark(kind), reveal(mark),
  // start(), turn(step, then), take(first, last); and the elements scroller, says, button.
  window.wordChoice = function (page) {
    var on = false, at = 0, anchor = 0, middle = null;

    function words() { return page.words() || []; }
    function centre(word) { return (word[1] + word[3]) / 2; }

    // The word of the line before (-1) or after (1) that stands nearest to where one came from.
    function inLine(step) {
      var all = words(), from = all[at][5], next = at;
      while (all[next] && all[next][5] === from) next += step;
      if (!all[next]) return at;
      var line = all[next][5], best = next, wanted = middle === null ? centre(all[at]) : middle;
      middle = wanted;
      for (; all[next] && all[next][5] === line; next += step)
        if (Math.abs(centre(all[next]) - wanted) < Math.abs(centre(all[best]) - wanted)) best = next;
      return best;
    }

    function endOfLine(step) {
      var all = words(), last = at;
      while (all[last + step] && all[last + step][5] === all[at][5]) last += step;
      return last;
    }

    function range() { return [Math.min(at, anchor), Math.max(at, anchor)]; }

    function draw() {
      page.unmark('choice');
      page.unmark('cursor');
      if (!on) return;
      page.mark(range()[0], range()[1], 'choice');
      page.reveal(page.mark(at, at, 'cursor'));
      page.says.textContent = words().slice(range()[0], range()[1] + 1)
        .map(function (word) { return word[0]; }).join(' ');
    }

    function end() {
      if (!on) return;
      on = false;
      page.button.setAttribute('aria-pressed', 'false');
      page.scroller.classList.remove('choosing');
      page.says.textContent = '';
      draw();
    }

    function begin() {
      if (!words().length) return;
      var first = page.start();
      anchor = first[0];
      at = first[1];
      middle = null;
      page.scroller.focus();
      on = true;
      page.button.setAttribute('aria-pressed', 'true');
      page.scroller.classList.add('choosing');
      draw();
    }

    function turn(step) {
      page.turn(step, function () {
        if (!on) return;
        at = anchor = step < 0 ? Math.max(0, words().length - 1) : 0;
        draw();
      });
    }

    function move(to, more) {
      at = Math.max(0, Math.min(words().length - 1, to));
      if (!more) anchor = at;
      draw();
    }

    // Whether a key meant this; keys that would decide do nothing meanwhile.
    function press(event) {
      if (!on) return false;
      var key = event.key, more = event.shiftKey;
      if (key === 'ArrowLeft' || key === 'ArrowRight') { middle = null; move(at + (key === 'ArrowLeft' ? -1 : 1), more); }
      else if (key === 'ArrowUp' || key === 'ArrowDown') move(inLine(key === 'ArrowUp' ? -1 : 1), more);
      else if (key === 'Home' || key === 'End') { middle = null; move(endOfLine(key === 'Home' ? -1 : 1), more); }
      else if (key === 'PageUp' || key === '[') turn(-1);
      else if (key === 'PageDown' || key === ']') turn(1);
      else if (key === 'Enter' || key === 'w') { var taken = range(); end(); page.take(taken[0], taken[1]); }
      else if (key === 'Escape') end();
      else return /^[a-z0-9]$/.test(key);
      return true;
    }

    page.button.addEventListener('click', function () { if (on) end(); else begin(); });
    page.scroller.addEventListener('focusout', end);
    return { begin: begin, end: end, draw: draw, press: press, isOn: function () { return on; } };
  };
})();
