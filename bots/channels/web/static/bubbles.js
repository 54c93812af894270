// One message as a bubble: who, when, the words, the table, the picture, and what can be tapped.

import { make, words } from "./make.js";
import { readAloudButton } from "./speech.js";
import { table } from "./table.js";
import { clockTime } from "./times.js";

const BOT = "Dorfbote";
const PENDING = "wird gesendet …";

export function bubble(message, onTap) {
  const who = message.speaker ? message.speaker + " (Mensch)" : BOT;
  const top = make(
    "div",
    { class: "top" },
    make("p", { class: "who" }, make("b", null, who), " ", when(message.at)),
    readAloudButton(spoken(message)),
  );
  const wide = message.rows.length || message.picture || message.buttons.length;
  const card = make("div", { class: wide ? "bubble wide" : "bubble" }, top, words(message.text));
  if (message.rows.length) {
    card.append(table(message.rows));
  }
  if (message.picture) {
    card.append(picture(message.picture));
  }
  const item = make("li", { class: message.speaker ? "human" : "bot", "data-seq": message.seq }, card);
  if (message.buttons.length) {
    item.append(choices(message.buttons, onTap));
  }
  return item;
}

export function ownBubble(said) {
  const stamp = said.at ? when(said.at) : make("span", { class: "pending" }, PENDING);
  const top = make("p", { class: "who" }, make("b", null, "Sie"), " ", stamp);
  const card = make("div", { class: "bubble" }, top, make("div", { class: "words" }, said.text));
  return make("li", { class: "own", "data-id": said.id, tabindex: "-1" }, card);
}

export function confirm(item, at) {
  const pending = item.querySelector(".pending");
  if (pending) {
    pending.replaceWith(when(at));
  }
}

// All of a message as one text, for the voice and the screen reader.
export function spoken(message) {
  const who = message.speaker ? message.speaker + ", ein Mensch, schreibt" : BOT + " schreibt";
  const rows = message.rows.map((row) => [row.amount, row.thing, row.price].filter(Boolean).join(" "));
  const picture = message.picture ? ["Bild: " + message.picture.alt] : [];
  const choose = message.buttons.map((button) => button.title);
  const taps = choose.length ? ["Zum Antippen: " + choose.join(", ")] : [];
  return [who + ": " + message.text, ...rows, ...picture, ...taps].join(".\n");
}

// Buttons of a message that has been answered rest: still readable, no longer tappable.
export function settle(item, title) {
  for (const button of item.querySelectorAll(".choices button")) {
    button.disabled = true;
    if (button.dataset.title === title && !item.querySelector(".chosen")) {
      button.classList.add("chosen");
      button.prepend(make("span", { class: "tick" }, "✓ "));
    }
  }
}

function choices(buttons, onTap) {
  // A number beside each choice: it can be typed or said instead. A buy button is never a number.
  const numbered = buttons.length > 1 && buttons.every((button) => button.style === "plain");
  const box = make("div", { class: "choices" });
  buttons.forEach((button, index) => {
    const number = numbered ? make("span", { class: "number" }, index + 1 + ".\u00a0") : null;
    const attributes = { type: "button", class: button.style, "data-title": button.title };
    const element = make("button", attributes, number, button.title);
    element.addEventListener("click", () => onTap(button, box.parentElement));
    box.append(element);
  });
  return box;
}

function picture(shown) {
  return make("img", { src: shown.path, alt: shown.alt, loading: "lazy", decoding: "async" });
}

function when(at) {
  return make("time", { datetime: at }, clockTime(at));
}
