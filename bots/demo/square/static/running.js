// The running line: what has just happened in plain sentences, the newest first.

import { make } from "/chat/static/make.js";

const ZONE = "Europe/Berlin";
const TIME = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const SHOWN = 5;
const HEARD_FOR_MS = 20000;
const BEGIN = "Jemand bestellt, ein Händler nickt, ein Wagen kommt, eine Tür geht auf. „Vorführen“ zeigt es.";
const LOST = "Die Verbindung ist unterbrochen. Sobald sie wieder da ist, geht es hier weiter.";

export function openRunningLine(root) {
  const list = root.querySelector(".running-line");
  const heard = root.querySelector(".running-heard");
  let lost = null;
  list.append(make("li", { class: "begin" }, BEGIN));

  function tell(lines, aloud) {
    const told = lines.filter((line) => line.told);
    for (const line of told) {
      const begin = list.querySelector(".begin");
      if (begin) {
        begin.remove();
      }
      list.prepend(item(line));
      if (aloud) {
        heard.append(make("p", null, line.told));
        setTimeout(() => heard.firstChild && heard.firstChild.remove(), HEARD_FOR_MS);
      }
    }
    while (list.children.length > SHOWN) {
      list.lastElementChild.remove();
    }
  }

  function item(line) {
    const time = make("time", { datetime: line.at }, TIME.format(new Date(line.at)));
    return make("li", null, time, " ", line.told);
  }

  // A sentence of the page itself, such as a refusal; it is no event.
  function say(text) {
    list.prepend(make("li", { class: "said" }, text));
    heard.append(make("p", null, text));
    setTimeout(() => heard.firstChild && heard.firstChild.remove(), HEARD_FOR_MS);
  }

  function state(up) {
    if (!up && !lost) {
      lost = make("li", { class: "lost" }, LOST);
      list.prepend(lost);
    } else if (up && lost) {
      lost.remove();
      lost = null;
    }
    document.documentElement.dataset.line = up ? "up" : "lost";
  }

  return { tell, say, state };
}
