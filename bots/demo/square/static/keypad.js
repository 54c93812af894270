// The keypad of a pick-up point: twelve keys and a display of two lines.

import { make } from "/chat/static/make.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Löschen", "0", "Öffnen"];
const LONGEST = 8;
const WAIT = "Einen Moment bitte.";

export function openKeypad(root, onCode) {
  const display = root.querySelector(".display");
  const keys = root.querySelector(".keys");
  let typed = "";
  let idle = "";
  let busy = false;

  for (const key of KEYS) {
    const button = make("button", { type: "button", "data-key": key, class: key.length > 1 ? "word" : "digit" }, key);
    button.addEventListener("click", () => press(key));
    keys.append(button);
  }
  root.addEventListener("keydown", (event) => {
    if (/^\d$/.test(event.key)) {
      press(event.key);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      press("Löschen");
    } else if (event.key === "Enter" && event.target.dataset.key !== "Löschen" && typed) {
      event.preventDefault();
      press("Öffnen");
    }
  });

  async function press(key) {
    if (busy) {
      return;
    }
    if (key === "Öffnen") {
      const code = typed;
      typed = "";
      busy = Boolean(code);
      show();
      if (code) {
        await onCode(code);
        busy = false;
        show();
      }
    } else {
      typed = key === "Löschen" ? "" : (typed + key).slice(0, LONGEST);
      show();
    }
  }

  function show() {
    const text = typed ? typed.replace(/(\d{3})(?=\d)/g, "$1 ") : busy ? WAIT : idle;
    if (display.textContent !== text) {
      display.textContent = text;
      display.classList.toggle("typed", Boolean(typed));
    }
  }

  return {
    display(text) {
      // What the station shows while it opens is news, also while we wait for its answer.
      busy = busy && text === idle;
      idle = text;
      show();
    },
    key: (name) => keys.querySelector('[data-key="' + name + '"]'),
  };
}
