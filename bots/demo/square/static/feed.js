// The feed of what happens: every line once and in order, also after a lost line or a restart of the service.

import { openLine } from "/chat/static/line.js";

export function openFeed({ onLines, onState }) {
  let run = null;
  let last = 0;
  const scheme = location.protocol === "https:" ? "wss://" : "ws://";
  const line = openLine(scheme + location.host + "/demo/feed", {
    onOpen: () => line.tell({ type: "hello", run, since: last }),
    onHeard: hear,
    onState,
  });

  // "history" is all there is after the number we said; "lines" come one after another as they happen.
  function hear(told) {
    const first = run === null;
    const restarted = run !== told.run;
    if (told.type === "lines" && restarted) {
      return; // The history we asked for is on its way, with these lines in their place.
    }
    run = told.run;
    last = restarted ? 0 : last;
    const fresh = told.lines.filter((one) => one.n > last);
    if (told.type === "lines" && fresh.length && fresh[0].n > last + 1) {
      // Something was missed on the way: ask for it, and take it from there.
      line.tell({ type: "hello", run, since: last });
      return;
    }
    if (fresh.length) {
      last = fresh[fresh.length - 1].n;
    }
    onLines(fresh, { first, restarted });
  }

  return line;
}
