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
const FIRST = { people: ["R001", "BAE", "C1", "V02"], station: "P1" };
const PLACE_OF_ROLE = { resident: 0, guest: 0, merchant: 1, driver: 2, centre: 2, courier: 2, volunteer: 3, operator: 3 };

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
      document.querySelectorAll(".scene").forEach((one) => one.classList.remove("scene"));
      pane.classList.add("scene");
      tabs.look(pane);
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
    clockTo: (time, order) => clock.move(untilThen(county.now(), time, order)),
  });
}

// How long until this time on the day on which the order lies ready; at least until this time comes next.
function untilThen(state, time, order) {
  const [hours, minutes] = time.split(":").map(Number);
  const [date, clock] = state.local.split("T");
  const boxes = Object.values(state.stations).reduce((all, station) => all.concat(station.compartments), []);
  const box = boxes.find((one) => one.occupant && one.occupant.order === order);
  const now = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  let days = box ? Math.round((Date.parse(box.occupant.day) - Date.parse(date)) / 86400000) : 0;
  let left = days * 1440 + hours * 60 + minutes - now;
  if (left < 0) {
    left = box ? 0 : left + 1440;
  }
  return "PT" + left + "M";
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
