// What every page has: the list of keys, and `g` for the first that waits.
(function () {
  'use strict';
  var list = document.getElementById('toetsenlijst');
  var button = document.getElementById('toetsen');
  if (button) button.addEventListener('click', function () { list.showModal(); });

  // True while somebody types, so that a letter is a letter.
  window.isTyping = function (event) {
    var at = event.target;
    return event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable ||
      /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) && at.type !== 'checkbox';
  };

  document.addEventListener('keydown', function (event) {
    if (window.isTyping(event) || list.open) return;
    if (event.key === '?') {
      event.preventDefault();
      list.showModal();
    }
    var begin = document.getElementById('begin');
    if (event.key === 'g' && begin) begin.click();
  });

  // A refusal comes as a page; it is shown, and not put in the place of a part.
  document.body.addEventListener('htmx:beforeSwap', function (event) {
    var status = event.detail.xhr.status;
    if (status === 401 || status === 404 || status === 503 || status === 409) {
      var page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
      var says = page.querySelector('main .lead, main h1');
      var old = document.querySelector('.message.of-server');
      if (old) old.remove();
      var message = document.createElement('p');
      message.className = 'message of-server';
      message.setAttribute('role', 'alert');
      message.textContent = says ? says.textContent : String(status);
      document.getElementById('hoofd').prepend(message);
      event.detail.shouldSwap = false;
    }
  });
})();
