// The line to the service: one websocket that comes back by itself, sooner when the device wakes up.

const PAUSES = [500, 1000, 2000, 4000, 8000, 15000];
const STILL_THERE_MS = 30000;
const ANSWER_WITHIN_MS = 10000;
const SAY_SO_AFTER_MS = 1500;

export function openLine(url, { onOpen, onHeard, onState }) {
  let socket = null;
  let tries = 0;
  let again = null;
  let lost = null;
  let expected = null;
  let stopped = false;

  function connect() {
    clearTimeout(again);
    if (socket || stopped) {
      return;
    }
    const mine = new WebSocket(url);
    socket = mine;
    // A line that hangs while it opens must not hang for ever.
    expectAnswer();
    mine.onopen = () => {
      onOpen();
    };
    mine.onmessage = (event) => {
      if (mine !== socket) {
        return;
      }
      tries = 0;
      clearTimeout(expected);
      clearTimeout(lost);
      lost = null;
      onState(true);
      onHeard(JSON.parse(event.data));
    };
    mine.onclose = () => drop(mine);
  }

  function drop(which) {
    if (which !== socket) {
      return;
    }
    socket = null;
    clearTimeout(expected);
    if (!lost) {
      // A short hiccup is nobody's business.
      lost = setTimeout(() => onState(false), SAY_SO_AFTER_MS);
    }
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
    tries += 1;
    again = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  }

  function cut() {
    if (socket) {
      const old = socket;
      drop(old);
      old.close();
    }
  }

  function expectAnswer() {
    clearTimeout(expected);
    expected = setTimeout(cut, ANSWER_WITHIN_MS);
  }

  function tell(said) {
    if (!socket || socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    socket.send(JSON.stringify(said));
    expectAnswer();
    return true;
  }

  function wake() {
    if (socket) {
      onOpen();
    } else {
      tries = 0;
      connect();
    }
  }

  function wakeWhenSeen() {
    if (!document.hidden) {
      wake();
    }
  }

  function cutOff() {
    onState(false);
  }

  function ask() {
    if (!document.hidden && socket && socket.readyState === WebSocket.OPEN) {
      onOpen();
    }
  }

  window.addEventListener("online", wake);
  window.addEventListener("offline", cutOff);
  document.addEventListener("visibilitychange", wakeWhenSeen);
  const asking = setInterval(ask, STILL_THERE_MS);

  function stop() {
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", cutOff);
    document.removeEventListener("visibilitychange", wakeWhenSeen);
    clearInterval(asking);
    clearTimeout(again);
    clearTimeout(lost);
    clearTimeout(expected);
    const old = socket;
    socket = null;
    stopped = true;
    if (old) {
      old.close();
    }
  }

  connect();
  return { tell, stop };
}
