// The chat page: what comes over the line becomes bubbles, what is typed or tapped goes over the line,
// and nothing typed is forgotten before the service says that it has it.

import { bubble, confirm, ownBubble, settle, spoken } from "./bubbles.js";
import { keeper, newId } from "./keep.js";
import { openLine } from "./line.js";
import { make } from "./make.js";
import { day } from "./times.js";

const LONGEST = 20000;
const TOO_LONG = "Das ist zu lang für eine Nachricht. Bitte schicken Sie es in mehreren Teilen.";
const LINE_LOST = "Die Verbindung ist unterbrochen. Ihr Text bleibt hier und wird gesendet, sobald sie wieder da ist.";
const NO_COOKIE = "Diese Seite braucht ein Cookie, damit wir Sie wiedererkennen. Bitte erlauben Sie es und laden Sie neu.";
const WORKING_AT_MOST_MS = 20000;
const TRY_AGAIN_MS = 5000;
const ONE_ANSWER_MS = 2000;

const log = document.getElementById("log");
const hint = document.getElementById("hint");
const working = document.getElementById("working");
const notice = document.getElementById("notice");
const heard = document.getElementById("heard");
const form = document.getElementById("say");
const field = document.getElementById("text");
const composer = document.getElementById("composer");

const person = document.body.querySelector("main").dataset.as;
const keep = keeper(person);
const shownSeqs = new Set();
let last = 0;
let askedFrom = null;
let workingTimer = null;
let lastSpeaker = null;
let firstNew = null;
let shownAt = 0;

if (window.self !== window.top) {
  document.documentElement.classList.add("framed");
}

field.value = keep.draft();
grow();
// What waits from before the reload is shown before the line is up: it is safe here.
keep.waiting().forEach(showOwn);
follow();

const scheme = location.protocol === "https:" ? "wss://" : "ws://";
const query = person ? "?as=" + encodeURIComponent(person) : "";
const line = openLine(scheme + location.host + "/chat/socket" + query, {
  onOpen: () => line.tell({ type: "hello", since: last }),
  onHeard: hear,
  onState: lineIs,
});

function lineIs(up) {
  if (up) {
    quiet("line");
  } else {
    document.documentElement.dataset.line = "lost";
    announce("line", LINE_LOST);
  }
}

function hear(told) {
  switch (told.type) {
    case "message":
      show(told);
      break;
    case "history":
      showHistory(told.lines);
      break;
    case "ready":
      document.documentElement.dataset.line = "up";
      keep.waiting().forEach((message) => line.tell(message));
      break;
    case "taken":
      taken(told.id, told.at);
      break;
    case "said":
      if (!own(told.id)) {
        place(ownBubble(told), told.at);
        followIfNear();
      }
      break;
    case "working":
      startWorking();
      break;
    case "refused":
      refused(told);
      break;
    case "later":
      announce("later", told.text);
      setTimeout(() => keep.waiting().forEach((message) => line.tell(message)), TRY_AGAIN_MS);
      break;
    case "reload":
      reload();
      break;
    default:
  }
}

// --- what others say -------------------------------------------------------------------------------

function showHistory(lines) {
  log.textContent = "";
  shownSeqs.clear();
  last = 0;
  for (const item of lines) {
    if (item.type === "message" && !shownSeqs.has(item.seq)) {
      append(item);
    } else if (item.type === "said") {
      keep.forget(item.id);
      settleByTitle(item.text);
      place(ownBubble(item), item.at);
    }
  }
  keep.waiting().forEach(showOwn);
  follow();
}

function show(message) {
  stopWorking();
  if (shownSeqs.has(message.seq)) {
    return;
  }
  const gap = last > 0 && message.seq > last + 1;
  const near = nearEnd();
  const item = append(message);
  heard.append(make("p", null, spoken(message)));
  setTimeout(() => heard.firstChild && heard.firstChild.remove(), 30000);
  // What comes within a breath is one answer; what comes later is news of its own.
  firstNew = firstNew && performance.now() - shownAt < ONE_ANSWER_MS ? firstNew : item;
  shownAt = performance.now();
  if (near) {
    follow();
  }
  if (gap && askedFrom !== last) {
    // Something was missed on the way: ask for it once.
    askedFrom = last;
    line.tell({ type: "hello", since: last });
  }
}

function append(message) {
  shownSeqs.add(message.seq);
  if (last === 0 || message.seq === last + 1) {
    last = message.seq;
    while (shownSeqs.has(last + 1)) {
      last += 1;
    }
  }
  lastSpeaker = message.speaker;
  hint.hidden = true;
  const item = bubble(message, tap);
  const later = Array.from(log.querySelectorAll("[data-seq]")).find((one) => Number(one.dataset.seq) > message.seq);
  place(item, message.at, later);
  return item;
}

function place(item, at, before) {
  log.insertBefore(item, before || null);
  markDay(item, at);
}

// A line above the first message of a day.
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

// --- what she says -----------------------------------------------------------------------------------

function say(text) {
  send({ type: "say", id: newId(), text });
}

function tap(button, item) {
  settle(item, button.title);
  const own = send({ type: "tap", id: newId(), payload: button.payload, title: button.title });
  // The tapped button can no longer hold the focus; what comes next stands after this bubble.
  own.focus({ preventScroll: true });
}

function send(message) {
  keep.keepWaiting(message);
  quiet("text");
  firstNew = null;
  const item = showOwn(message);
  follow();
  line.tell(message);
  return item;
}

function showOwn(message) {
  hint.hidden = true;
  const item = ownBubble({ id: message.id, text: message.type === "tap" ? message.title : message.text, at: null });
  log.append(item);
  return item;
}

function own(id) {
  return id && Array.from(log.children).find((item) => item.dataset.id === id);
}

function taken(id, at) {
  keep.forget(id);
  quiet("later");
  const item = own(id);
  if (item) {
    confirm(item, at);
    markDay(item, at);
  }
}

function refused(told) {
  announce("text", told.text);
  const message = keep.waiting().find((one) => one.id === told.id);
  keep.forget(told.id);
  const item = own(told.id);
  if (item) {
    item.remove();
  }
  if (message && message.type === "say" && !field.value) {
    // Her words go back where she can change them.
    write(message.text);
  }
}

function settleByTitle(title) {
  for (const item of Array.from(log.querySelectorAll("[data-seq]")).reverse()) {
    const titles = Array.from(item.querySelectorAll(".choices button:enabled"), (button) => button.dataset.title);
    if (titles.includes(title)) {
      settle(item, title);
      return;
    }
  }
}

// --- the foot of the page ---------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text.length > LONGEST) {
    announce("text", TOO_LONG);
  } else if (text) {
    write("");
    say(text);
  }
  field.focus();
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.querySelector("button").click();
  }
});

field.addEventListener("input", () => {
  keep.keepDraft(field.value);
  grow();
});

for (const button of document.querySelectorAll("#quick button")) {
  button.addEventListener("click", () => say(button.textContent.trim()));
}

function write(text) {
  field.value = text;
  keep.keepDraft(text);
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 4 + "px";
}

function startWorking() {
  clearTimeout(workingTimer);
  // A person who has the chat writes when she can; the machine must not pretend to.
  working.hidden = Boolean(lastSpeaker);
  workingTimer = setTimeout(stopWorking, WORKING_AT_MOST_MS);
  followIfNear();
}

function stopWorking() {
  clearTimeout(workingTimer);
  working.hidden = true;
}

// One sentence above the field; `why` tells what makes it go away again.
function announce(why, text) {
  if (notice.textContent !== text) {
    notice.textContent = text;
  }
  notice.dataset.why = why;
}

function quiet(why) {
  if (notice.dataset.why === why) {
    notice.textContent = "";
    notice.dataset.why = "";
  }
}

function reload() {
  line.stop();
  // Loading again brings a new cookie. Where cookies are forbidden, it must not go on for ever.
  if (location.hash === "#neu") {
    announce("reload", NO_COOKIE);
  } else {
    location.hash = "neu";
    location.reload();
  }
}

// --- what is in sight ---------------------------------------------------------------------------------

function hiddenBelow() {
  const end = working.hidden ? log.lastElementChild : working;
  const sticks = window.getComputedStyle(composer).position === "sticky";
  const room = sticks ? composer.getBoundingClientRect().top : window.innerHeight;
  return end ? end.getBoundingClientRect().bottom + 12 - room : 0;
}

// Whoever has scrolled up to read is left alone.
function nearEnd() {
  return hiddenBelow() < window.innerHeight;
}

// The newest lines stay in sight; of a long answer, its beginning.
function follow() {
  const top = firstNew ? firstNew.getBoundingClientRect().top - 12 : Infinity;
  window.scrollBy(0, Math.min(top, hiddenBelow()));
}

function followIfNear() {
  if (nearEnd()) {
    follow();
  }
}

// Pictures arrive later than their message and push it down.
log.addEventListener("load", followIfNear, true);
log.addEventListener("error", followIfNear, true);
