// "Hinter den Kulissen": every line of the feed as the machine saw it, the newest first.

import { make } from "/chat/static/make.js";

const ZONE = "Europe/Berlin";
const TIME = new Intl.DateTimeFormat("de-DE", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: ZONE,
});
const KEPT_OF_A_KIND = 300;
const ROWS = 300;
const KINDS = {
  turn: "Gespräch",
  transaction: "Transaktion",
  event: "Ereignis",
  outbox: "Outbox",
  mqtt: "MQTT",
  station: "Abholpunkt",
  clock: "Uhr",
  life: "MQTT",
};
const CHOICES = [
  ["", "alles Wesentliche"],
  ["all", "auch Lebenszeichen"],
  ["turn", "nur Gespräch"],
  ["transaction", "nur Transaktionen"],
  ["event", "nur Ereignisse"],
  ["outbox", "nur Outbox"],
  ["mqtt", "nur MQTT"],
];
const WAYS = { up: "↑ ", down: "↓ " };

export function openBehind(root, opener) {
  const body = root.querySelector("tbody");
  const choice = root.querySelector(".behind-choice");
  const hold = root.querySelector(".behind-hold");
  const kept = new Map(); // of each kind its last lines: what was said is not pushed out by what the wire chatters

  for (const [value, name] of CHOICES) {
    choice.append(make("option", { value }, name));
  }

  function isWanted(kind) {
    return choice.value ? choice.value === "all" || choice.value === kind : kind !== "life";
  }

  function tell(lines) {
    for (const line of lines) {
      kept.set(line.kind, (kept.get(line.kind) || []).concat([line]).slice(-KEPT_OF_A_KIND));
    }
    if (!root.hidden && hold.getAttribute("aria-checked") === "false") {
      add(lines.filter((line) => isWanted(line.kind)));
    }
  }

  function add(lines) {
    body.prepend(...lines.slice(-ROWS).map(row).reverse());
    while (body.children.length > ROWS) {
      body.lastElementChild.remove();
    }
  }

  function write() {
    const wanted = Array.from(kept.keys()).filter(isWanted);
    const lines = wanted.reduce((all, kind) => all.concat(kept.get(kind)), []);
    body.textContent = "";
    add(lines.sort((one, other) => one.n - other.n));
  }

  function row(line) {
    const way = WAYS[line.detail.way] || "";
    const what = make("code", null, way + line.title);
    return make(
      "tr",
      { "data-kind": line.kind, "data-n": line.n },
      make("td", null, make("time", { datetime: line.at }, TIME.format(new Date(line.at)))),
      make("td", null, KINDS[line.kind] || line.kind),
      make("td", null, what),
      make("td", null, ...inWords(line)),
      make("td", { class: "took" }, line.ms === null ? "" : String(line.ms).replace(".", ",") + " ms"),
    );
  }

  function inWords(line) {
    const told = line.told ? [make("p", { class: "told" }, line.told)] : [];
    const fields = Object.entries(line.detail)
      .filter(([name]) => name !== "way")
      .map(([name, value]) => make("span", { class: "field" }, make("i", null, name), " ", value));
    return told.concat(fields.length ? [make("code", null, ...spaced(fields))] : []);
  }

  function spaced(fields) {
    return fields.reduce((all, field) => all.concat(all.length ? ["  "] : [], [field]), []);
  }

  function open(wanted) {
    root.hidden = !wanted;
    opener.setAttribute("aria-expanded", String(wanted));
    if (wanted) {
      write();
      root.querySelector("h2").scrollIntoView({ block: "nearest" });
    }
  }

  opener.addEventListener("click", () => open(root.hidden));
  root.querySelector(".behind-close").addEventListener("click", () => {
    open(false);
    opener.focus();
  });
  hold.addEventListener("click", () => {
    const held = hold.getAttribute("aria-checked") === "true";
    hold.setAttribute("aria-checked", String(!held));
    if (held) {
      write();
    }
  });
  choice.addEventListener("change", write);
  return { tell };
}
