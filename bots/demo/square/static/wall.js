// The wall of one pick-up point, drawn to scale, with what one finds there: keypad, card reader, and what can go wrong.

import { make } from "/chat/static/make.js";
import { ask } from "./county.js";
import { openKeypad } from "./keypad.js";

const ZONES = { ambient: "ungekühlt", chilled: "gekühlt", frozen: "tiefgekühlt" };
const KINDS = { pickup: "Abholen", vending: "Automat", deposit: "Leergut", parcel: "Pakete" };
const JAMMED = "jammed";
const LOOK_MS = 250;

export function openWall(root, county, stations, first, { say, onChosen }) {
  const part = (name) => root.querySelector("." + name);
  const [frame, wall, kinds, points, boxes] = ["wall-window", "wall", "kinds", "point-choice", "box-choice"].map(part);
  const [jam, cut, card] = ["jam", "cut", "card-hold"].map(part);
  const keypad = openKeypad(part("keypad"), (code) => type(code));
  let station = first;
  let doors = new Map();
  let busy = false;

  for (const one of stations) {
    points.append(make("option", { value: one.id, selected: one.id === station }, one.village));
  }

  // --- what is seen --------------------------------------------------------------------------------------

  function show(state) {
    const seen = state.stations[station];
    const itself = state.stations_themselves[station.toLowerCase()];
    root.querySelector("h2").textContent = "Abholpunkt " + seen.village;
    if (wall.dataset.station !== station) {
      build(seen);
    }
    for (const box of seen.compartments) {
      draw(doors.get(box.no), box, itself);
    }
    root.classList.toggle("silent", itself.link === "cut");
    keypad.display(itself.display);
    cut.setAttribute("aria-checked", String(itself.link === "cut"));
    jam.setAttribute("aria-checked", String(itself.jammed.includes(Number(boxes.value))));
    card.disabled = busy || kindOf(seen, Number(boxes.value)) !== "vending";
  }

  // Every column hangs from the top and is as wide as its widest door, as the picture in the chat draws it.
  function build(seen) {
    const columns = new Map();
    for (const box of seen.compartments) {
      columns.set(box.column, (columns.get(box.column) || []).concat([box]));
    }
    const ordered = Array.from(columns.keys()).sort((one, other) => one - other);
    const widths = ordered.map((column) => Math.max(...columns.get(column).map((box) => box.width_mm)));
    const width = widths.reduce((sum, one) => sum + one, 0);
    const height = Math.max(...ordered.map((column) => sumOf(columns.get(column))));
    wall.textContent = kinds.textContent = boxes.textContent = "";
    wall.dataset.station = station;
    wall.style.setProperty("--tall", (100 * height) / width + "%");
    doors = new Map();
    let left = 0;
    let before = null;
    ordered.forEach((column, index) => {
      let top = 0;
      const rows = columns.get(column).sort((one, other) => one.row - other.row || one.no - other.no);
      for (const box of rows) {
        const door = doorOf(box);
        place(door, (100 * left) / width, (100 * top) / height, (100 * box.width_mm) / width, (100 * box.height_mm) / height);
        top += box.height_mm;
      }
      const kind = rows[0].kind;
      const share = (100 * widths[index]) / width;
      if (before && before.kind === kind) {
        before.share += share;
      } else {
        before = { kind, share, item: make("li", { class: kind }, KINDS[kind]) };
        kinds.append(before.item);
      }
      before.item.style.width = before.share + "%";
      left += widths[index];
    });
    for (const box of Array.from(doors.keys()).sort((one, other) => one - other)) {
      boxes.append(make("option", { value: box }, String(box)));
    }
  }

  function doorOf(box) {
    const door = make(
      "li",
      { class: "door " + box.zone + " " + box.kind, "data-no": box.no },
      make("span", { class: "inside", "aria-hidden": "true" }, "offen"),
      make(
        "span",
        { class: "leaf", "aria-hidden": "true" },
        make("b", { class: "no" }, String(box.no)),
        make("span", { class: "whose" }),
        make("span", { class: "stuck" }),
      ),
      make("span", { class: "unseen words" }),
    );
    door.addEventListener("click", () => choose(box.no));
    wall.append(door);
    doors.set(box.no, door);
    return door;
  }

  function place(door, left, top, width, height) {
    Object.assign(door.style, { left: left + "%", top: top + "%", width: width + "%", height: height + "%" });
  }

  function draw(door, box, itself) {
    // The station itself knows its doors at once; what core knows may be older while the line is cut.
    const open = (itself.doors[box.no] || box.door) === "open";
    const stuck = itself.jammed.includes(box.no) || box.fault === JAMMED;
    const whose = box.occupant ? box.occupant.order : box.stock ? box.stock.quantity + " da" : "";
    const opened = open && !door.classList.contains("open");
    door.classList.toggle("open", open);
    door.classList.toggle("jammed", stuck);
    door.classList.toggle("taken", Boolean(box.occupant));
    door.classList.toggle("waiting", Boolean(box.occupant) && box.occupant.status === "ready");
    door.classList.toggle("picked", box.no === Number(boxes.value));
    door.querySelector(".whose").textContent = whose;
    door.querySelector(".stuck").textContent = stuck ? "klemmt" : "";
    const words = [
      "Fach " + box.no,
      KINDS[box.kind],
      ZONES[box.zone],
      open ? "offen" : "zu",
      stuck ? "klemmt" : "",
      box.occupant ? "belegt, Bestellung " + whose : "",
      box.stock ? box.stock.name + ", noch " + box.stock.quantity : "",
      box.stock && (box.stock.blocked || box.stock.too_old) ? "wird gerade nicht verkauft" : "",
    ];
    door.querySelector(".words").textContent = words.filter(Boolean).join(", ");
    if (opened && frame.scrollWidth > frame.clientWidth) {
      frame.scrollLeft = door.offsetLeft - frame.clientWidth / 2;
    }
  }

  // --- what is done ----------------------------------------------------------------------------------------

  async function type(code) {
    await post("keypad", { code });
  }

  async function post(what, body) {
    // Whoever stands there sees the door, also while no line tells of it.
    const looking = setInterval(county.changed, LOOK_MS);
    let answer = {};
    try {
      answer = await ask("/demo/stations/" + station + "/" + what, body);
    } catch (refused) {
      say(refused.message);
    }
    clearInterval(looking);
    await county.look();
    return answer;
  }

  async function holdCard() {
    const had = document.activeElement === card;
    busy = card.disabled = true;
    const answer = await post("card", { compartment: Number(boxes.value) });
    busy = false;
    show(county.now());
    if (had && document.activeElement === document.body) {
      card.focus();
    }
    if (answer.text) {
      say(answer.text);
    }
  }

  // The Fach at which the fewest purchases are left until it runs low.
  function chooseNearlyEmpty() {
    const [first] = selling()
      .filter((box) => box.stock.quantity > box.stock.threshold)
      .sort((one, other) => one.stock.quantity - one.stock.threshold - (other.stock.quantity - other.stock.threshold));
    if (first) {
      choose(first.no);
    }
  }

  // Whether the chosen Fach is nearly empty.
  function runsLow() {
    const box = selling().find((one) => one.no === Number(boxes.value));
    return Boolean(box) && box.stock.quantity <= box.stock.threshold;
  }

  function selling() {
    const { compartments } = county.now().stations[station];
    return compartments.filter((box) => box.stock && !box.stock.blocked && !box.stock.too_old);
  }

  function choose(no) {
    boxes.value = String(no);
    show(county.now());
  }

  function goTo(id) {
    station = id;
    points.value = id;
    if (county.now()) {
      show(county.now());
    }
  }

  points.addEventListener("change", () => {
    goTo(points.value);
    onChosen();
  });
  boxes.addEventListener("change", () => show(county.now()));
  jam.addEventListener("click", () => {
    post("jam", { compartment: Number(boxes.value), on: jam.getAttribute("aria-checked") !== "true" });
  });
  card.addEventListener("click", holdCard);
  cut.addEventListener("click", async () => {
    cut.disabled = true;
    await post("link", { up: cut.getAttribute("aria-checked") === "true" });
    cut.disabled = false;
  });
  county.see(show);
  return { goTo, station: () => station, keypad, cut, card, chooseNearlyEmpty, runsLow };
}

function sumOf(boxes) {
  return boxes.reduce((sum, box) => sum + box.height_mm, 0);
}

function kindOf(seen, no) {
  const box = seen.compartments.find((one) => one.no === no);
  return box ? box.kind : "";
}
