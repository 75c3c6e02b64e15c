// Draws the curves of the page. All that they say stands beside them in words, so without this nothing is lost.

import { FixedScaleAxis, Interpolation, LineChart, Svg } from "chartist";

const HEIGHT = "10rem";
const DOTTED_UP_TO = 60; // beyond so many weeks the dots would hide the line

// Chartist 1.5 writes two style attributes as text, which the page's policy forbids; the same rules set through
// the style object are allowed.
const { attr } = Svg.prototype;
Svg.prototype.attr = function (attributes, namespace) {
  if (typeof attributes === "string" || !("style" in attributes)) return attr.call(this, attributes, namespace);
  const { style, ...others } = attributes;
  this.getNode().style.cssText = style;
  return attr.call(this, others, namespace);
};

function draw(place) {
  const { points, top, ticks, zone } = JSON.parse(place.dataset.chart);
  const texts = new Map(ticks);
  const chart = new LineChart(
    place,
    { series: [points.map(([x, y, meta]) => ({ x, y, meta }))] },
    {
      height: HEIGHT,
      lineSmooth: Interpolation.none(), // between two weeks nothing is known
      showPoint: points.length <= DOTTED_UP_TO,
      chartPadding: { top: 10, right: 6, bottom: 10, left: 0 },
      axisX: {
        type: FixedScaleAxis,
        low: points[0][0],
        high: points.at(-1)[0],
        ticks: [],
        offset: 0,
        showLabel: false,
        showGrid: false,
      },
      axisY: {
        type: FixedScaleAxis,
        low: 0,
        high: top,
        ticks: [...texts.keys()],
        offset: 48,
        labelOffset: { y: 6 }, // half a line of text, so that it stands beside its line and not above
        labelInterpolationFnc: (tick) => texts.get(tick),
      },
    },
  );
  chart.on("draw", ({ type, element, meta }) => {
    if (type === "point") element.elem("title").text(meta);
  });
  chart.on("created", ({ svg, chartRect }) => {
    // With a box of its own the drawing shrinks as a whole where paper is narrower than the window.
    // Its place in the page is the picture that a screen reader names and describes.
    svg.attr({ viewBox: `0 0 ${svg.width()} ${svg.height()}`, "aria-hidden": "true" });
    if (zone) drawZone(svg, chartRect, zone[0] / top, zone[1] / top);
  });
}

function drawZone(svg, area, low, high) {
  const place = { x: area.x1, y: area.y1 - high * area.height(), width: area.width() };
  svg.elem("rect", { ...place, height: (high - low) * area.height() }, "zone", true);
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);
