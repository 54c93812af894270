// One of the four cards: who it is, and the ordinary web chat speaking as that person.

import { openChat } from "/chat/static/chat.js";
import { make } from "/chat/static/make.js";
import { fillChoice, samplesOf, shortName, whatIs } from "./people.js";

const GREETING = "Hier antwortet Dorfbote, ein Computerprogramm. Tippen Sie unten auf einen Satz, oder schreiben Sie selbst.";

export function openCard(pane, people, first, { onChosen, onNews }) {
  const markup = document.getElementById("gespräch");
  let person = null;
  let chat = null;

  function be(id) {
    if (chat) {
      chat.close();
    }
    person = people.find((one) => one.id === id) || people[0];
    const talk = make("div", { class: "chat", "data-as": person.id });
    talk.append(document.importNode(markup.content, true));
    pane.textContent = "";
    pane.setAttribute("aria-label", "Gespräch von " + person.name);
    pane.append(head(), talk);
    talk.querySelector("textarea").setAttribute("aria-label", "Nachricht von " + person.name);
    talk.querySelector(".composer").setAttribute("aria-label", "Schreiben als " + person.name);
    talk.querySelector(".lines").setAttribute("tabindex", "0");
    talk.querySelector(".log").setAttribute("aria-label", "Gespräch von " + person.name);
    talk.querySelector(".greeting").textContent = GREETING;
    addSamples(talk);
    chat = openChat(talk, {
      person: person.id,
      inBox: true,
      // Four chats at once would drown each other: a screen reader hears the one it is in.
      hears: () => pane.contains(document.activeElement),
      onNews,
    });
  }

  function head() {
    const select = make("select", { class: "card-choice", "aria-label": "Wer schreibt hier?" });
    fillChoice(select, people, person.id);
    select.addEventListener("change", () => {
      be(select.value);
      pane.querySelector("select").focus();
      onChosen();
    });
    return make(
      "header",
      { class: "pane-head" },
      make("h2", { class: "unseen" }, person.name),
      select,
      make("p", { class: "card-is" }, whatIs(person)),
    );
  }

  function addSamples(talk) {
    const chips = samplesOf(person).map((text) => {
      const chip = make("button", { type: "button", class: "chip" }, text);
      chip.addEventListener("click", () => chat.say(text));
      return chip;
    });
    const samples = make("div", { class: "samples", role: "group", "aria-label": "Beispielsätze" }, ...chips);
    const quick = talk.querySelector(".quick-words");
    const row = make("div", { class: "chips" });
    quick.replaceWith(row);
    row.append(samples, quick);
  }

  be(first);
  return {
    pane,
    be,
    id: () => person.id,
    name: () => person.name,
    label: () => shortName(person),
    seen: () => chat.follow(),
  };
}
