// "Vorführen": plays chapters with the hands and eyes of a person. It only types, taps, waits and reads, in the real
// chats and at the real keypad; what does not come is said in a sentence, and the step can be tried again.

import { make } from "/chat/static/make.js";
import { buttonFor, canMove, chipFor, heardSince, isAnswering, lastNumber, press, saidSince, write } from "./hands.js";

const KEPT = "dorfbote.square.story.";
const LOOK_MS = 100;
const PATIENCE_MS = 25000;
const CLOCK_PATIENCE_MS = 90000;
const MOST_DAYS = 6;
const MOST_CARDS = 12;
const SOON_MS = 3000;
const BETWEEN_TAPS_MS = 750;
const BEFORE_MS = 350;
const KEY_MS = 220;
const FAST = 0.2;
const STEADY = 0.75; // so that the whole story takes a minute and a half
const AT_THE_WALL = new Set(["card", "keypad", "line"]);
const BEGIN = "Vom ersten Wort bis zur offenen Tür und zurück, in anderthalb Minuten, mit echten Nachrichten.";

class Stopped extends Error {}
class Lost extends Error {}

export function openStory(root, chapters, world) {
  const part = (name) => root.querySelector("." + name);
  const [play, stop, list, told] = ["story-play", "story-stop", "chapters", "story-told"].map(part);
  const fast = root.querySelector(".story-fast input");
  const main = chapters.filter((chapter) => !chapter.extra);
  let at = read("at");
  let state = at ? "paused" : "idle";
  let turn = 0;

  const buttons = chapters.map((chapter, index) => {
    const button = make("button", { type: "button", class: "chapter" }, chapter.name);
    button.addEventListener("click", () => begin(index));
    list.append(make("li", chapter.extra ? { class: "extra" } : null, button));
    return button;
  });

  // --- beginning, pausing, ending ------------------------------------------------------------------------

  function begin(index) {
    const before = index === 0 ? { memory: {}, story: {} } : at || read("before") || { memory: {}, story: {} };
    const missing = Object.entries(chapters[index].needs || {}).find(([name]) => !before.memory[name]);
    if (missing) {
      say(missing[1]);
      return;
    }
    at = { chapter: index, step: 0, marks: null, memory: before.memory, story: before.story };
    run();
  }

  async function run() {
    turn += 1;
    const mine = turn;
    const hands = handsOf(mine);
    set("playing");
    try {
      await playOn(hands);
      end(chapters[at.chapter].end || "");
    } catch (ended) {
      if (ended instanceof Lost) {
        set("lost");
        say(ended.message + " „Noch einmal“ versucht es wieder.");
      } else if (!(ended instanceof Stopped)) {
        set("lost");
        say("Die Vorführung ist ins Stocken geraten. „Noch einmal“ versucht es wieder.");
        throw ended;
      }
    }
  }

  async function playOn(hands) {
    for (;;) {
      const chapter = chapters[at.chapter];
      if (!at.marks) {
        await setMarks(chapter, hands);
      }
      for (; at.step < chapter.steps.length; at.step += 1) {
        keep();
        show();
        await playStep(chapter.steps[at.step], hands);
      }
      if (chapter.extra || at.chapter + 1 >= main.length) {
        return;
      }
      at.chapter += 1;
      at.step = 0;
      at.marks = null;
    }
  }

  function end(words) {
    store("before", at); // a chapter that is chosen next may need what was remembered
    at = null;
    keep();
    set("idle");
    say(words);
  }

  play.addEventListener("click", () => {
    if (state === "playing") {
      set("paused");
    } else if (state === "paused" && turn > 0) {
      set("playing");
    } else if (state === "idle") {
      begin(0);
    } else {
      run();
    }
  });

  stop.addEventListener("click", () => {
    turn += 1;
    end(BEGIN);
    play.focus();
  });

  // --- one step -------------------------------------------------------------------------------------------

  async function playStep(step, hands) {
    const pane = await paneOf(step.who, hands);
    world.look(sceneOf(step, pane));
    say(step.told);
    await hands.rest(BEFORE_MS);
    let did = false;
    const reached = () => (step.until ? holds(step, pane) : did);
    if (!reached()) {
      await DEEDS[step.does || "wait"](step, pane, hands, reached);
      did = true;
    }
    await hands.until(reached, PATIENCE_MS, step.lost);
    for (const [name, pattern] of Object.entries(step.remember || {})) {
      const found = heardSince(pane, markOf(step)).map((text) => pattern.exec(text)).filter(Boolean);
      at.memory[name] = found[found.length - 1][1];
    }
    keep();
    world.look(sceneOf(step, pane)); // at what has come
    await hands.rest(step.read * 1000);
  }

  // What stands in the chats already is not what the story waits for.
  async function setMarks(chapter, hands) {
    const marks = {};
    for (const step of chapter.steps) {
      const pane = await paneOf(step.who, hands);
      marks[step.who] = lastNumber(pane);
      if (!(step.who in at.story)) {
        at.story[step.who] = lastNumber(pane);
      }
    }
    at.marks = marks;
  }

  async function paneOf(who, hands) {
    const pane = world.paneOf(who);
    await hands.until(() => pane.querySelector(".chat").dataset.line === "up", PATIENCE_MS, "Die Verbindung fehlt.");
    return pane;
  }

  const DEEDS = {
    async wait() {},

    async write(step, pane, hands) {
      if (!saidSince(pane, markOf(step), step.text)) {
        await write(pane, step.text, hands.rest, canMove() && !fast.checked);
      }
    },

    async chip(step, pane, hands) {
      const chip = chipFor(pane, step.text);
      if (!chip) {
        await DEEDS.write(step, pane, hands);
      } else if (!saidSince(pane, markOf(step), step.text)) {
        await press(chip, hands.rest);
      }
    },

    async answer(step, pane, hands, reached) {
      while (!reached()) {
        const offered = () => (isAnswering(pane) ? null : buttonFor(pane, markOf(step), step.taps.map(filled)));
        await hands.until(() => offered() || reached(), PATIENCE_MS, step.lost);
        if (step.drives) {
          await world.drive(step.who);
        }
        await hands.rest(BETWEEN_TAPS_MS); // to read it all; what comes meanwhile may offer something better
        const button = offered();
        if (button && !reached()) {
          const before = lastNumber(pane);
          await press(button, hands.rest);
          await hands.until(() => reached() || lastNumber(pane) > before, PATIENCE_MS, step.lost);
        }
      }
    },

    async clock(step, pane, hands, reached) {
      for (let days = 0; days < MOST_DAYS && !reached() && (days === 0 || step.until); days += 1) {
        await world.clockTo(step, at.memory.order, days);
        if (step.until) {
          await hands.soon(reached);
        }
      }
    },

    async card(step, pane, hands) {
      world.wall.chooseNearlyEmpty();
      for (let cards = 0; cards < MOST_CARDS && !world.wall.runsLow(); cards += 1) {
        await press(world.wall.card, hands.rest);
        await hands.until(() => !world.wall.card.disabled, PATIENCE_MS, step.lost);
      }
    },

    async keypad(step, pane, hands) {
      const code = at.memory[step.code].replace(/\D/g, "");
      for (const key of ["Löschen", ...code, "Öffnen"]) {
        const button = world.wall.keypad.key(key);
        button.classList.add("pressed");
        await hands.rest(KEY_MS);
        button.classList.remove("pressed");
        button.click();
      }
    },

    async line(step, pane, hands) {
      if (world.line() !== step.to) {
        await press(world.wall.cut, hands.rest);
      }
    },
  };

  // --- what holds -----------------------------------------------------------------------------------------

  function holds(step, pane) {
    const until = step.until;
    if (until.hears !== undefined) {
      const awaited = [].concat(until.hears).map(filled);
      return heardSince(pane, markOf(step)).some((text) => awaited.some((words) => text.includes(words)));
    }
    if (until.tours !== undefined) {
      return world.toursDone(step.who);
    }
    return until.display ? world.display().includes(until.display) : world.line() === until.line;
  }

  function markOf(step) {
    return (step.since === "story" ? at.story : at.marks)[step.who];
  }

  function filled(text) {
    return text.replace(/\{(\w+)\}/g, (_, name) => at.memory[name]);
  }

  function sceneOf(step, pane) {
    return AT_THE_WALL.has(step.does) ? world.wallPane : pane;
  }

  // --- time -----------------------------------------------------------------------------------------------

  function handsOf(mine) {
    async function rest(ms) {
      const pace = fast.checked ? FAST : STEADY;
      for (let left = ms * pace; left > 0 || state === "paused"; left -= state === "paused" ? 0 : LOOK_MS) {
        await sleep(Math.min(LOOK_MS, Math.max(left, 10)));
        goOn();
      }
    }

    async function until(check, ms, lost) {
      for (let left = ms; !check(); left -= state === "paused" ? 0 : LOOK_MS) {
        if (left <= 0) {
          throw new Lost(lost);
        }
        await sleep(LOOK_MS);
        goOn();
      }
    }

    // Whether it comes soon: not everything a step does has to bring it.
    async function soon(check) {
      for (let left = SOON_MS; left > 0 && !check(); left -= LOOK_MS) {
        await sleep(LOOK_MS);
        goOn();
      }
    }

    function goOn() {
      if (turn !== mine) {
        throw new Stopped();
      }
    }

    return { rest, soon, until };
  }

  // --- what is shown and kept -----------------------------------------------------------------------------

  function set(next) {
    state = next;
    play.textContent = { idle: "Vorführen", playing: "Anhalten", paused: "Weiter", lost: "Noch einmal" }[state];
    stop.hidden = state === "idle";
    root.dataset.state = state;
    document.documentElement.dataset.story = state;
    show();
  }

  function show() {
    buttons.forEach((button, index) => {
      const now = Boolean(at) && at.chapter === index;
      button.classList.toggle("done", Boolean(at) && index < at.chapter && !chapters[at.chapter].extra);
      if (now) {
        button.setAttribute("aria-current", "step");
        list.scrollLeft = button.offsetLeft - list.offsetLeft - button.offsetWidth; // with the one before it
      } else {
        button.removeAttribute("aria-current");
      }
    });
  }

  function say(text) {
    told.textContent = text;
  }

  function keep() {
    store("at", at);
  }

  set(state);
  say(at ? "Die Vorführung steht bei „" + chapters[at.chapter].name + "“. „Weiter“ setzt sie fort." : BEGIN);
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// Kept for this tab, so that the story goes on after a reload; without storage it lives as long as the page.
const memory = {};

function store(name, value) {
  memory[name] = value;
  try {
    window.sessionStorage.setItem(KEPT + name, JSON.stringify(value));
  } catch (forbidden) {
    // The copy in memory has to do.
  }
}

function read(name) {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEPT + name) || "null");
  } catch (forbidden) {
    return memory[name] || null;
  }
}
