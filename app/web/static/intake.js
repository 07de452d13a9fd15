// Sends files one by one before the form goes, so that none is too many at once and each that is
// refused is named.
(function () {
  'use strict';
  var form = document.getElementById('aanleveren');
  if (!form) return;
  var says = document.getElementById('gekozen'), chosen = [];

  function tell() {
    says.textContent = chosen.length ? chosen.map(function (one) { return one.name; }).slice(0, 8).join(', ') +
      (chosen.length > 8 ? ' … (' + chosen.length + ')' : '') : '';
  }
  function add(name, file) {
    if (!/(^|\/)\./.test(name)) chosen.push({ name: name, file: file });
  }
  function take(input) {
    Array.prototype.forEach.call(input.files, function (file) {
      add(file.webkitRelativePath || file.name, file);
    });
    tell();
  }

  // A folder that is dropped is gone through, since browsers give only its name.
  function walk(entry, path, done) {
    if (entry.isFile) {
      entry.file(function (file) { add(path + file.name, file); done(); }, done);
      return;
    }
    var reader = entry.createReader(), waiting = 0, ended = false;
    function finish() { if (ended && waiting === 0) done(); }
    (function more() {
      reader.readEntries(function (entries) {
        if (!entries.length) { ended = true; finish(); return; }
        entries.forEach(function (one) {
          ++waiting;
          walk(one, path + entry.name + '/', function () { --waiting; finish(); });
        });
        more();
      }, function () { ended = true; finish(); });
    })();
  }

  document.getElementById('bestanden').addEventListener('change', function () { take(this); });
  document.getElementById('map').addEventListener('change', function () { take(this); });
  ['dragover', 'dragleave', 'drop'].forEach(function (name) {
    form.addEventListener(name, function (event) {
      event.preventDefault();
      form.classList.toggle('over', name === 'dragover');
      if (name !== 'drop') return;
      Array.prototype.forEach.call(event.dataTransfer.items, function (item) {
        var entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
        if (entry) walk(entry, '', tell);
      });
    });
  });

  function send(at, refused, then) {
    if (at === chosen.length) { then(refused); return; }
    says.textContent = form.dataset.sending.replace('{done}', at).replace('{all}', chosen.length);
    var one = chosen[at];
    fetch('/aanleveren/bestand?jaar=' + encodeURIComponent(form.elements.jaar.value) + '&naam=' +
      encodeURIComponent(one.name), { method: 'PUT', body: one.file }).then(function (answer) {
      if (!answer.ok) refused.push(one.name);
      send(at + 1, refused, then);
    }, function () { refused.push(one.name); send(at + 1, refused, then); });
  }

  form.addEventListener('submit', function (event) {
    if (!chosen.length) return;
    event.preventDefault();
    send(0, [], function (refused) {
      chosen = [];
      if (refused.length)
        says.textContent = form.dataset.refused.replace('{name}', refused.join(', '));
      if (!refused.length) form.submit();
    });
  });
})();
