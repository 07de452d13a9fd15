// Draws the figure of the page: the same option object as the publication's. Without it the table
// says all.
(function () {
  'use strict';
  // The list of figures shows where one is, without moving the page.
  var list = document.querySelector('.figures ul'), here = list && list.querySelector('[aria-current]');
  if (here) list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 2;

  var place = document.querySelector('.drawing');
  if (!place) return;

  function library(then) {
    var script = document.createElement('script');
    script.src = '/eigen/echarts.min.js';
    script.onload = then;
    document.head.appendChild(script);
  }

  function json(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  }

  function draw(made, map) {
    if (map) echarts.registerMap('nederland', { geoJSON: map });
    var narrow = window.matchMedia('(max-width: 46rem)').matches && made.narrow;
    var which = narrow ? made.narrow : made.wide;
    if (!which) { place.remove(); return; }
    var width = Math.min(which.width, place.clientWidth);
    place.style.width = width + 'px';
    place.style.height = Math.round(which.height * (narrow ? 1 : width / which.width)) + 'px';
    echarts.init(place, null, { renderer: 'svg' }).setOption(which.option);
    place.dataset.drawn = 'yes';
  }

  library(function () {
    json(place.dataset.drawing).then(function (made) {
      return made.map ? json(made.map).then(function (map) { draw(made, map); }) : draw(made, null);
    }).catch(function () { place.remove(); });
  });
})();
