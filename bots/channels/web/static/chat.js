// A chat: what comes over the line becomes bubbles, what is typed or tapped goes over the line,
// and nothing typed is forgotten before the service says that it has it.
//
// `root` holds the markup of templates/talk.html. With `person` it speaks as that person of the demo.
// `inBox` says that the lines scroll in a box of their own; `hears` says whether new messages are announced.

import { settle, spoken } from "./bubbles.js";
import { openComposer } from "./composer.js";
import { keeper, newId } from "./keep.js";
import { openLine } from "./line.js";
import { openLog } from "./log.js";
import { make } from "./make.js";
import { ownBox, wholeWindow } from "./sight.js";

const LINE_LOST = "Die Verbindung ist unterbrochen. Ihr Text bleibt hier und wird gesendet, sobald sie wieder da ist.";
const NO_COOKIE = "Diese Seite braucht ein Cookie, damit wir Sie wiedererkennen. Bitte erlauben Sie es und laden Sie neu.";
const WORKING_AT_MOST_MS = 20000;
const TRY_AGAIN_MS = 5000;
const ONE_ANSWER_MS = 2000;
const HEARD_FOR_MS = 30000;

export function openChat(root, { person, inBox = false, hears = () => true, onNews = () => {} }) {
  const part = (name) => root.querySelector("." + name);
  const [hint, working, notice, heard] = ["greeting", "working", "remark", "heard"].map(part);
  const keep = keeper(person);
  const log = openLog(part("log"), tap);
  const sight = inBox ? ownBox(part("lines")) : wholeWindow(part("composer"));
  const composer = openComposer(part("composer"), keep, { onSay: say, onRefused: (text) => announce("text", text) });
  let askedFrom = null;
  let workingTimer = null;
  let lastSpeaker = null;
  let firstNew = null;
  let shownAt = 0;

  // What waits from before the reload is shown before the line is up: it is safe here.
  keep.waiting().forEach(showOwn);
  follow();

  const scheme = location.protocol === "https:" ? "wss://" : "ws://";
  const query = person ? "?as=" + encodeURIComponent(person) : "";
  const line = openLine(scheme + location.host + "/chat/socket" + query, {
    onOpen: () => line.tell({ type: "hello", since: log.last() }),
    onHeard: hear,
    onState: lineIs,
  });

  function lineIs(up) {
    if (up) {
      quiet("line");
    } else {
      root.dataset.line = "lost";
      announce("line", LINE_LOST);
    }
  }

  function hear(told) {
    switch (told.type) {
      case "message":
        show(told);
        break;
      case "shortened":
        log.shorten(told);
        heard.textContent = ""; // nor is it to be heard any more
        break;
      case "history":
        showHistory(told.lines);
        break;
      case "ready":
        root.dataset.line = "up";
        keep.waiting().forEach((message) => line.tell(message));
        break;
      case "taken":
        taken(told.id, told.at);
        break;
      case "said":
        if (!log.own(told.id)) {
          log.addSaid(told);
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
    log.clear();
    for (const item of lines) {
      if (item.type === "message") {
        add(item);
      } else if (item.type === "said") {
        keep.forget(item.id);
        log.settleByTitle(item.text);
        log.addSaid(item);
      }
    }
    hint.hidden = lines.length > 0;
    keep.waiting().forEach(showOwn);
    follow();
  }

  function show(message) {
    stopWorking();
    const before = log.last();
    const near = nearEnd();
    const item = add(message);
    if (!item) {
      return;
    }
    if (hears()) {
      heard.append(make("p", null, spoken(message)));
      setTimeout(() => heard.firstChild && heard.firstChild.remove(), HEARD_FOR_MS);
    }
    // What comes within a breath is one answer; what comes later is news of its own.
    firstNew = firstNew && performance.now() - shownAt < ONE_ANSWER_MS ? firstNew : item;
    shownAt = performance.now();
    if (near) {
      follow();
    }
    if (before > 0 && message.seq > before + 1 && askedFrom !== before) {
      // Something was missed on the way: ask for it once.
      askedFrom = before;
      line.tell({ type: "hello", since: before });
    }
    onNews();
  }

  function add(message) {
    const item = log.add(message);
    if (item) {
      lastSpeaker = message.speaker;
      hint.hidden = true;
    }
    return item;
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
    return log.addOwn(message);
  }

  function taken(id, at) {
    keep.forget(id);
    quiet("later");
    log.taken(id, at);
  }

  function refused(told) {
    announce("text", told.text);
    const message = keep.waiting().find((one) => one.id === told.id);
    keep.forget(told.id);
    log.remove(told.id);
    if (message && message.type === "say" && composer.isEmpty()) {
      // Her words go back where she can change them.
      composer.write(message.text);
    }
  }

  // --- what is said about the talk ---------------------------------------------------------------------

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
    const end = working.hidden ? part("log").lastElementChild : working;
    return end ? end.getBoundingClientRect().bottom + 12 - sight.bottom() : 0;
  }

  // Whoever has scrolled up to read is left alone.
  function nearEnd() {
    return hiddenBelow() < sight.height();
  }

  // The newest lines stay in sight; of a long answer, its beginning.
  function follow() {
    const top = firstNew ? firstNew.getBoundingClientRect().top - sight.top() - 12 : Infinity;
    sight.scroll(Math.min(top, hiddenBelow()));
  }

  function followIfNear() {
    if (nearEnd()) {
      follow();
    }
  }

  // Pictures arrive later than their message and push it down.
  part("log").addEventListener("load", followIfNear, true);
  part("log").addEventListener("error", followIfNear, true);

  return { say, follow, close: line.stop };
}
