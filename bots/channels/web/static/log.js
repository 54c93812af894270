// The lines of one chat in their order: each message once, in its place by its number, and a line above each day.

import { bubble, confirm, ownBubble, settle } from "./bubbles.js";
import { make } from "./make.js";
import { day } from "./times.js";

export function openLog(list, onTap) {
  const shown = new Set();
  let last = 0;

  function clear() {
    list.textContent = "";
    shown.clear();
    last = 0;
  }

  // A message of the other side, wherever its number puts it; null when it is there already.
  function add(message) {
    if (shown.has(message.seq)) {
      return null;
    }
    shown.add(message.seq);
    if (last === 0 || message.seq === last + 1) {
      last = message.seq;
      while (shown.has(last + 1)) {
        last += 1;
      }
    }
    const item = bubble(message, onTap);
    const later = Array.from(list.querySelectorAll("[data-seq]")).find((one) => Number(one.dataset.seq) > message.seq);
    place(item, message.at, later);
    return item;
  }

  // What is left of a message that was to be read only for a while, in its place.
  function shorten(message) {
    const before = list.querySelector('[data-seq="' + Number(message.seq) + '"]');
    if (!before) {
      return;
    }
    const item = bubble(message, onTap);
    item.dataset.day = before.dataset.day;
    if (before.querySelector(".choices button:disabled")) {
      const chosen = before.querySelector(".choices .chosen");
      settle(item, chosen && chosen.dataset.title);
    }
    before.replaceWith(item);
  }

  // What she has said, as the service tells it.
  function addSaid(said) {
    place(ownBubble(said), said.at);
  }

  // What she says now: it has no time before the service has it.
  function addOwn(message) {
    const item = ownBubble({ id: message.id, text: message.type === "tap" ? message.title : message.text, at: null });
    list.append(item);
    return item;
  }

  function own(id) {
    return id && Array.from(list.children).find((item) => item.dataset.id === id);
  }

  function taken(id, at) {
    const item = own(id);
    if (item) {
      confirm(item, at);
      markDay(item, at);
    }
  }

  function remove(id) {
    const item = own(id);
    if (item) {
      item.remove();
    }
  }

  function settleByTitle(title) {
    for (const item of Array.from(list.querySelectorAll("[data-seq]")).reverse()) {
      const titles = Array.from(item.querySelectorAll(".choices button:enabled"), (button) => button.dataset.title);
      if (titles.includes(title)) {
        settle(item, title);
        return;
      }
    }
  }

  function place(item, at, before) {
    list.insertBefore(item, before || null);
    markDay(item, at);
  }

  function markDay(item, at) {
    const today = day(at);
    item.dataset.day = today;
    let earlier = item.previousElementSibling;
    while (earlier && !earlier.dataset.day) {
      earlier = earlier.previousElementSibling;
    }
    if (!earlier || earlier.dataset.day !== today) {
      item.before(make("li", { class: "day", "data-day": today }, today));
    }
  }

  return { clear, add, shorten, addSaid, addOwn, own, taken, remove, settleByTitle, last: () => last };
}
