// What every page has: the list of keys, the keys that lead to the menu, to what is filled in and
// to the first that waits, and what is said when the server refuses.
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
    var to = event.key === 'g' ? document.getElementById('begin') :
      event.key === 'm' ? document.querySelector('.top nav [aria-current], .top nav a') :
      event.key === 'f' ? document.querySelector('main :is(.filters, .drop) :is(select, input)') : null;
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === 'g') to.click(); else to.focus();
    if (to.select && event.key === 'f') to.select();
  });

  // The address may have changed since the page was made.
  var other = document.querySelector('.who a[lang]');
  other.addEventListener('click', function () {
    var here = new URL(location.href);
    here.searchParams.set('taal', other.lang);
    other.href = here.pathname + here.search;
  });

  // As in a field, Enter asks; a list by itself does nothing with it.
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || event.target.tagName !== 'SELECT' || !event.target.closest('.filters')) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  function say(text) {
    var message = document.querySelector('.message.of-server');
    if (!text) { if (message) message.remove(); return; }
    if (!message) {
      message = document.createElement('p');
      message.className = 'message of-server';
      message.setAttribute('role', 'alert');
      document.getElementById('hoofd').prepend(message);
    }
    message.textContent = text;
  }

  // A refusal comes as a page; it is shown, and not put in the place of a part.
  var texts = document.getElementById('hoofd').dataset, refused = '';
  document.body.addEventListener('htmx:beforeSwap', function (event) {
    var status = event.detail.xhr.status;
    if (status < 400) return;
    var page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    var says = page.querySelector('main .lead');
    refused = status === 401 ? texts.out : says ? says.textContent : texts.failed + ' (' + status + ')';
    event.detail.shouldSwap = false;
  });

  // What is decided while the monitor of a whole country is made waits for that.
  var slow = null;
  document.body.addEventListener('htmx:beforeRequest', function (event) {
    refused = '';
    if (event.detail.requestConfig.verb === 'get') return;
    clearTimeout(slow);
    slow = setTimeout(function () { say(texts.slow); }, 1000);
  });
  document.body.addEventListener('htmx:afterRequest', function () {
    clearTimeout(slow);
    say(refused);
  });
  document.body.addEventListener('htmx:sendError', function () { say(texts.gone); });
})();
