// The village square: four chats, a wall, a map and a clock, each a client of the same service.

import { openBehind } from "./behind.js";
import { openCard } from "./card.js";
import { CHAPTERS } from "./chapters.js";
import { openClock } from "./clock.js";
import { ask, watchCounty } from "./county.js";
import { openFeed } from "./feed.js";
import { openMap } from "./map.js";
import { STRANGER } from "./people.js";
import { openRunningLine } from "./running.js";
import { openStory } from "./story.js";
import { openTabs } from "./tabs.js";
import { openWall } from "./wall.js";

const KEPT = "dorfbote.square";
const DAY_MS = 86400000;
const NOW = "PT0M";
const DAY_MINUTES = 1440;
const STORY_AT = "P1"; // where the people of the story live
const FIRST = { people: ["R001", "BAE", "D1", "V02"], station: "P1" };
const PLACE_OF_ROLE = { resident: 0, guest: 0, merchant: 1, courier: 1, driver: 2, centre: 3, volunteer: 3, operator: 3 };

async function open() {
  const part = (name) => document.querySelector("." + name);
  const county = watchCounty();
  const running = openRunningLine(part("running"));
  const stage = await ask("/demo/stage");
  const people = stage.people.concat([STRANGER]);
  const chosen = kept();

  const panes = [1, 2, 3, 4].map((number) => document.getElementById("platz-" + number));
  const cards = panes.map((pane, index) =>
    openCard(pane, people, chosen.people[index], { onChosen: choose, onNews: () => tabs.news(pane) }),
  );
  const wallPane = part("point");
  const wall = openWall(wallPane, county, stage.stations, chosen.station, { say: running.say, onChosen: choose });
  const mapPane = part("county");
  openMap(mapPane, county, stage);
  const clock = openClock(part("clock"), county, running.say);
  const behind = openBehind(part("behind"), part("behind-open"));
  const tabs = openTabs(part("tabs"), [
    ...cards.map((card) => ({ pane: card.pane, label: card.label, onSeen: card.seen })),
    { pane: wallPane, label: () => "Wand" },
    { pane: mapPane, label: () => "Karte", onSeen: county.changed },
  ]);

  function choose() {
    const now = { people: cards.map((card) => card.id()), station: wall.station() };
    try {
      window.localStorage.setItem(KEPT, JSON.stringify(now));
    } catch (forbidden) {
      // Then the next visit begins with the usual four.
    }
    tabs.show();
  }

  openFeed({
    onLines(lines, { first }) {
      running.tell(lines, !first);
      behind.tell(lines);
      county.changed();
    },
    onState(up) {
      running.state(up);
      if (up) {
        county.changed();
      }
    },
  });
  await county.look();

  openStory(part("story"), CHAPTERS, {
    clock,
    wall,
    wallPane,
    now: () => county.now().now,
    display: () => part("display").textContent,
    line: () => (wall.cut.getAttribute("aria-checked") === "true" ? "cut" : "mended"),
    look(pane) {
      if (pane === wallPane) {
        wall.goTo(STORY_AT);
      }
      document.querySelectorAll(".scene").forEach((one) => one.classList.remove("scene"));
      pane.classList.add("scene");
      tabs.look(pane);
      cards.filter((card) => card.pane === pane).forEach((card) => card.seen());
    },
    paneOf(id) {
      const there = cards.find((card) => card.id() === id);
      if (there) {
        return there.pane;
      }
      const person = people.find((one) => one.id === id);
      const card = cards[PLACE_OF_ROLE[person.role]];
      card.be(id);
      choose();
      return card.pane;
    },
    async clockTo(step, order, days) {
      const left = untilThen(county.now(), step, order, days > 0);
      if (left !== NOW) {
        await clock.move(left);
      }
    },
    // The clock goes on to when this driver's van is at its stop.
    async drive(id) {
      const state = await ask("/demo/state");
      const tour = toursOf(id, state).find((one) => one.status === "underway");
      const stop = tour && tour.stops.find((one) => one.status === "current");
      if (stop && stop.planned > state.local.slice(11, 16)) {
        await clock.move(untilThen(state, { to: stop.planned }));
      }
    },
    toursDone: (id) => toursOf(id, county.now()).every((tour) => tour.status === "done" || tour.status === "stopped"),
  });

  function toursOf(id, state) {
    const { name } = people.find((one) => one.id === id);
    return state.tours.filter((tour) => tour.driver === name);
  }
}

// How long until what a step of the story says: chapters.js. `later`: not this time again, the next one.
function untilThen(state, { to, still = to, weekday, on }, order, later = false) {
  const [date, clock] = state.local.split("T");
  const today = Date.parse(date);
  const left = minutes(to) - minutes(clock);
  const promised = on === "order" && !later ? dayOf(state, order) : null;
  if (promised) {
    return "PT" + Math.max(0, ((promised - today) / DAY_MS) * DAY_MINUTES + left) + "M";
  }
  const fits = (days) => !weekday || (new Date(today + days * DAY_MS).getUTCDay() || 7) === weekday;
  if (!later && fits(0) && left <= 0 && minutes(clock) <= minutes(still)) {
    return NOW;
  }
  let days = left > 0 ? 0 : 1;
  while (!fits(days)) {
    days += 1;
  }
  return "PT" + (days * DAY_MINUTES + left) + "M";
}

function minutes(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

// The day for which an order is promised: it already has its Fach.
function dayOf(state, order) {
  const boxes = Object.values(state.stations).reduce((all, station) => all.concat(station.compartments), []);
  const box = boxes.find((one) => one.occupant && one.occupant.order === order);
  return box ? Date.parse(box.occupant.day) : null;
}

function kept() {
  try {
    const found = JSON.parse(window.localStorage.getItem(KEPT) || "null");
    return found && found.people.length === 4 && found.station ? found : FIRST;
  } catch (forbidden) {
    return FIRST;
  }
}

open();
