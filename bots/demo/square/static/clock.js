// The clock of the demo: what it shows, and the two ways to move it.

import { ask } from "./county.js";

const ZONE = "Europe/Berlin";
const DAY = new Intl.DateTimeFormat("de-DE", { weekday: "long", day: "numeric", month: "long", timeZone: ZONE });
const SHORT = new Intl.DateTimeFormat("de-DE", { weekday: "short", day: "numeric", month: "numeric", timeZone: ZONE });
const TIME = new Intl.DateTimeFormat("de-DE", { hour: "numeric", minute: "2-digit", timeZone: ZONE });
const NEXT = "Weiter zum nächsten Ereignis";

export function openClock(root, county, say) {
  const next = root.querySelector(".clock-next");
  const hour = root.querySelector(".clock-hour");
  let moving = false;

  function show(state) {
    const now = new Date(state.now);
    root.querySelector(".clock-day").textContent = DAY.format(now);
    root.querySelector(".clock-time").textContent = TIME.format(now) + " Uhr";
    const due = state.next ? new Date(state.next) : null;
    next.textContent = NEXT + (due ? " (" + when(due, now) + ")" : ": noch keins");
    next.disabled = moving || !due;
  }

  function when(due, now) {
    const day = DAY.format(due) === DAY.format(now) ? "" : SHORT.format(due) + " ";
    return day + TIME.format(due);
  }

  async function move(step) {
    if (moving) {
      return;
    }
    moving = true;
    root.classList.add("moving");
    next.disabled = hour.disabled = true;
    try {
      await ask("/demo/clock", { advance: step });
    } catch (refused) {
      say(refused.message);
    }
    moving = false;
    root.classList.remove("moving");
    hour.disabled = false;
    await county.look();
  }

  // A disabled button loses the focus: whoever pressed it finds it again there.
  function press(button, step) {
    button.addEventListener("click", async () => {
      const had = document.activeElement === button;
      await move(step);
      if (had && document.activeElement === document.body) {
        button.focus();
      }
    });
  }

  press(next, "next");
  press(hour, "PT1H");
  county.see(show);
  return { move, next };
}
