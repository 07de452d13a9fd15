// An option object, as JSON, to an SVG element. Runs inside the program, without a page around it;
// `measureText(text, font)` is the program's own and knows the embedded font.
echarts.setPlatformAPI({
  measureText: function (text, font) {
    return { width: measureText(text, font) };
  }
});

function draw(option, width, height) {
  var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
  chart.setOption(JSON.parse(option));
  var svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function registerMap(name, geojson) {
  echarts.registerMap(name, { geoJSON: JSON.parse(geojson) });
}
