// The county, drawn from what is known of it: villages, shops, pick-up points, the Weser, and the tours of the day.

import { make } from "/chat/static/make.js";

const SVG = "http://www.w3.org/2000/svg";
const TEXT = 16;
const MARGIN = 26;
const TOUR_WORDS = {
  open: "geplant",
  planned: "geplant",
  underway: "unterwegs",
  current: "jetzt",
  arrived: "dort",
  done: "erledigt",
  missed: "nicht erledigt",
  dropped: "fällt aus",
  stopped: "abgebrochen",
};
const PAST = new Set(["done", "missed", "dropped"]);
const TICK = { done: "✓" };

export function openMap(root, county, stage) {
  const box = root.querySelector(".map");
  const words = root.querySelector(".map-words");
  let tours = [];
  let silent = new Set();
  let drawn = "";
  const vans = openVans();

  function show(state) {
    tours = state.tours || [];
    silent = new Set(Object.keys(state.stations).filter((id) => state.stations[id].condition === "lost"));
    draw();
  }

  function draw() {
    const width = Math.round(box.clientWidth);
    const height = Math.round(box.clientHeight);
    const sketch = JSON.stringify([width, height, tours, Array.from(silent)]);
    if (!width || !height || sketch === drawn) {
      return;
    }
    drawn = sketch;
    box.querySelectorAll(".picture").forEach((old) => old.remove());
    box.prepend(picture(width, height));
    box.append(vans.draw(tours, projection(stage.villages.concat(stage.river), width, height)));
    words.textContent = "";
    words.append(...legend(), ...tours.map(tourInWords));
    if (!tours.length) {
      words.append(make("p", { class: "no-tour" }, "Zurzeit ist keine Tour unterwegs."));
    }
  }

  function picture(width, height) {
    const at = projection(stage.villages.concat(stage.river), width, height);
    const svg = shape("svg", { class: "picture", width, height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": inOneSentence() });
    const labels = [];
    svg.append(shape("polygon", { class: "land", points: hull(stage.villages.map(at)).map((one) => one.join(",")).join(" ") }));
    svg.append(shape("path", { class: "river", d: winding(stage.river.map(at)) }));
    for (const village of stage.villages.filter((one) => !one.town)) {
      svg.append(circle(at(village), 1.8, "village"));
    }
    for (const town of stage.villages.filter((one) => one.town)) {
      svg.append(circle(at(town), 3.4, "town"));
    }
    tours.forEach((tour, index) => svg.append(tourLine(tour, index, at)));
    for (const shop of stage.merchants) {
      svg.append(diamond(at(shop), 5.5));
    }
    for (const place of stage.places) {
      const [x, y] = at(place);
      svg.append(shape("rect", { class: "centre", x: x - 8, y: y - 8, width: 16, height: 16 }));
      labels.push({ at: [x, y], text: "Zentrum", reach: 12, class: "of-centre" });
    }
    for (const station of stage.stations) {
      const [x, y] = at(station);
      svg.append(locker(x, y, silent.has(station.id)));
      labels.unshift({ at: [x, y], text: station.village, reach: 13, class: "of-station" });
    }
    for (const town of stage.villages.filter((one) => one.town)) {
      labels.push({ at: at(town), text: town.name, reach: 7, class: "of-town" });
    }
    svg.append(...lettering(labels, width, height));
    tours.forEach((tour) => svg.append(...stopNumbers(tour, at)));
    return svg;
  }

  function inOneSentence() {
    const points = stage.stations.map((one) => one.village).join(", ");
    const rounds = tours.length ? tours.length + " Touren sind eingezeichnet." : "Keine Tour ist eingezeichnet.";
    const underway = tours.filter((tour) => currentStop(tour)).map((tour) => "Tour " + tour.code + " ist bei: " + currentStop(tour).name + ".");
    return ["Karte des Kreises mit der Weser im Osten. Abholpunkte: " + points + ". " + rounds, ...underway].join(" ");
  }

  function legend() {
    const item = (kind, name, text) => make("li", null, make("span", { class: "sign " + kind, "aria-hidden": "true" }), name, text);
    return [
      make(
        "ul",
        { class: "map-key" },
        item("lockers", "Abholpunkt", ""),
        item("shop", "Händler", ""),
        item("middle", "Zentrum", ""),
        item("water", "Weser", ""),
      ),
    ];
  }

  if (window.ResizeObserver) {
    new ResizeObserver(draw).observe(box);
  } else {
    window.addEventListener("resize", draw);
  }
  county.see(show);
}

// --- places on paper -------------------------------------------------------------------------------------

function projection(points, width, height) {
  const lats = points.map((one) => one.lat);
  const lons = points.map((one) => one.lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min((width - 2 * MARGIN) / ((east - west) * narrower), (height - 2 * MARGIN) / (north - south));
  const left = (width - (east - west) * narrower * scale) / 2;
  const top = (height - (north - south) * scale) / 2;
  return ({ lat, lon }) => [round(left + (lon - west) * narrower * scale), round(top + (north - lat) * scale)];
}

function round(number) {
  return Math.round(number * 10) / 10;
}

function shape(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// The smallest convex shape around points (Andrew's monotone chain).
function hull(points) {
  const sorted = points.slice().sort(([x, y], [u, v]) => x - u || y - v);
  const half = (list) =>
    list.reduce((chain, point) => {
      while (chain.length > 1 && turns(chain[chain.length - 2], chain[chain.length - 1], point) <= 0) {
        chain.pop();
      }
      return chain.concat([point]);
    }, []);
  return half(sorted).slice(0, -1).concat(half(sorted.reverse()).slice(0, -1));
}

function turns([ax, ay], [bx, by], [cx, cy]) {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

// A soft line through the middles between the points.
function winding(points) {
  const middles = points.slice(1).map(([x, y], index) => [round((x + points[index][0]) / 2), round((y + points[index][1]) / 2)]);
  const curves = middles.slice(1).map((middle, index) => "Q" + points[index + 1].join(" ") + " " + middle.join(" "));
  return "M" + points[0].join(" ") + "L" + middles[0].join(" ") + curves.join("") + "L" + points[points.length - 1].join(" ");
}

function circle([x, y], r, kind) {
  return shape("circle", { class: kind, cx: x, cy: y, r });
}

function diamond([x, y], r) {
  return shape("path", { class: "shop", d: "M" + x + " " + (y - r) + "l" + r + " " + r + "l" + -r + " " + r + "l" + -r + " " + -r + "z" });
}

// A small wall of six doors; a silent one is crossed out.
function locker(x, y, isSilent) {
  const sign = shape("g", { class: isSilent ? "locker silent" : "locker" });
  sign.append(shape("rect", { x: x - 10, y: y - 10, width: 20, height: 20, rx: 2 }));
  sign.append(shape("path", { d: "M" + (x - 10) + " " + y + "h20M" + (x - 3.3) + " " + (y - 10) + "v20M" + (x + 3.3) + " " + (y - 10) + "v20" }));
  if (isSilent) {
    sign.append(shape("path", { class: "cross", d: "M" + (x - 13) + " " + (y - 13) + "l26 26m0 -26l-26 26" }));
  }
  return sign;
}

// --- names that do not cover each other --------------------------------------------------------------------

function lettering(labels, width, height) {
  const taken = labels.map((label) => around(label.at, label.reach - 3));
  const drawn = [];
  for (const label of labels) {
    const place = placeFor(label, taken, width, height);
    if (place) {
      taken.push(place.box);
      drawn.push(shape("text", { class: label.class, x: place.x, y: place.y }, label.text));
    }
  }
  return drawn;
}

function placeFor(label, taken, width, height) {
  const [x, y] = label.at;
  const long = widthOf(label.text);
  const tries = [
    [x + label.reach, y + 5],
    [x - label.reach - long, y + 5],
    [x - long / 2, y - label.reach - 2],
    [x - long / 2, y + label.reach + TEXT - 2],
    [x + label.reach - 4, y - label.reach],
    [x - label.reach - long + 4, y - label.reach],
    [x + label.reach - 4, y + label.reach + 10],
    [x - label.reach - long + 4, y + label.reach + 10],
    [x - long / 2, y - label.reach - 12],
    [x - long / 2, y + label.reach + TEXT + 8],
    [x - label.reach - long, y - label.reach - 4],
    [x - label.reach - long, y + label.reach + 16],
  ];
  for (const [left, base] of tries) {
    const box = { left, right: left + long, top: base - TEXT + 2, bottom: base + 4 };
    const inside = box.left >= 2 && box.right <= width - 2 && box.top >= 2 && box.bottom <= height - 2;
    if (inside && !taken.some((other) => meets(box, other))) {
      return { x: round(left), y: round(base), box };
    }
  }
  return null;
}

let pen = null;

function widthOf(text) {
  pen = pen || document.createElement("canvas").getContext("2d");
  pen.font = "bold " + TEXT + "px " + window.getComputedStyle(document.body).fontFamily;
  return pen.measureText(text).width;
}

function around([x, y], reach) {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

function meets(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

// --- tours ---------------------------------------------------------------------------------------------------

function placed(tour) {
  return tour.stops.filter((stop) => typeof stop.lat === "number" && typeof stop.lon === "number");
}

function tourLine(tour, index, at) {
  const points = placed(tour).map((stop) => at(stop).join(","));
  return shape("polyline", { class: "tour tour-" + (index % 3), points: points.join(" ") });
}

function stopNumbers(tour, at) {
  return placed(tour).map((stop, index) => {
    const [x, y] = at(stop);
    const sign = shape("g", { class: "stop " + (PAST.has(stop.status) ? "past" : stop.status) });
    sign.append(circle([x, y], 11, "stop-disc"));
    sign.append(shape("text", { x, y: y + 5.5, class: "stop-no" }, TICK[stop.status] || String(index + 1)));
    return sign;
  });
}

function currentStop(tour) {
  return placed(tour).find((stop) => stop.status === "current" || stop.status === "arrived");
}

// A van for every tour that is underway. It stays when the map is drawn anew, so that one sees it go from stop to stop.
function openVans() {
  const yard = make("div", { class: "vans", "aria-hidden": "true" });
  const there = new Map();

  function draw(tours, at) {
    const underway = tours.filter(currentStop);
    for (const [code, van] of there) {
      if (!underway.some((tour) => tour.code === code)) {
        van.remove();
        there.delete(code);
      }
    }
    for (const tour of underway) {
      const [x, y] = at(currentStop(tour));
      const van = there.get(tour.code) || make("span", { class: "van" }, vanSign(), make("b", null, "Tour " + tour.code));
      van.style.transform = "translate(" + x + "px, " + y + "px)";
      if (!there.has(tour.code)) {
        there.set(tour.code, van);
        yard.append(van);
      }
    }
    return yard;
  }

  return { draw };
}

function vanSign() {
  const sign = shape("svg", { width: 44, height: 26, viewBox: "0 0 44 26" });
  sign.append(shape("path", { class: "van-body", d: "M2 4h25v16H2zM27 9h8l6 6v5H27z" }));
  sign.append(circle([11, 21], 4, "van-wheel"), circle([33, 21], 4, "van-wheel"));
  return sign;
}

function tourInWords(tour) {
  const stops = tour.stops.map((stop) =>
    make(
      "li",
      null,
      stop.planned ? stop.planned + " " : "",
      make("b", null, stop.name),
      ", " + (TOUR_WORDS[stop.status] || stop.status),
    ),
  );
  const state = TOUR_WORDS[tour.status] || tour.status;
  const head = ["Tour " + tour.code, tour.driver, tour.vehicle, state].filter(Boolean).join(", ");
  return make("section", { class: "tour-words" }, make("h3", null, head), make("ol", null, ...stops));
}
