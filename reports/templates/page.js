// Makes the figures of the page answer a pointer: the option objects from which their pictures were
// drawn are given to the same library. Where that fails the pictures stay.
(function () {
  'use strict';
  var narrow = window.matchMedia('(max-width: 46rem)');

  function json(element) {
    return element ? JSON.parse(element.textContent) : null;
  }

  var map = json(document.getElementById('kaart-nederland'));
  if (map) echarts.registerMap('nederland', { geoJSON: map });

  // On a narrow screen by an option of its own; a map has one for all, and a picture that would have
  // too many columns there stays as it is, to be moved aside.
  function show(figure) {
    var small = narrow.matches && figure.querySelector('.option-narrow');
    var which = small ? 'narrow' : 'wide';
    if (figure.dataset.shown === which) return;
    var drawn = figure.querySelector('.drawn');
    var made = json(figure.querySelector('.option-' + which));
    var width = Math.min(made.width, figure.clientWidth);
    if (!small && width < made.width && !figure.classList.contains('map')) return;
    var room = document.createElement('div');
    room.style.width = width + 'px';
    room.style.height = Math.round(made.height * width / made.width) + 'px';
    if (small) room.style.height = made.height + 'px';
    var before = drawn.innerHTML;
    try {
      drawn.textContent = '';
      drawn.appendChild(room);
      echarts.init(room, null, { renderer: 'svg' }).setOption(made.option);
      figure.dataset.shown = which;
    } catch (problem) {
      drawn.innerHTML = before;
    }
  }

  // Only what comes into view is drawn: a page of forty charts opens at once.
  var figures = document.querySelectorAll('.chart');
  if (!('IntersectionObserver' in window)) return;
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) show(entry.target);
    });
  }, { rootMargin: '200px' });
  // Text is measured when a chart is made, so its letters have to be there.
  var letters = ['400 13px "Source Sans 3"', '600 13px "Source Sans 3"'].map(function (font) {
    return document.fonts.load(font);
  });
  Promise.allSettled(letters).then(function () {
    figures.forEach(function (figure) { seen.observe(figure); });
  });
  narrow.addEventListener('change', function () {
    figures.forEach(function (figure) {
      seen.unobserve(figure);
      seen.observe(figure);
    });
  });
})();
