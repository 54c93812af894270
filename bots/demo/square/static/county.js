// What the page asks the demo for, and what it tells it: docs/demo-interface.md.

const GONE = "Der Dorfbote antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.";
const BUSY = "Ein Auftrag ist noch unterwegs. Bitte versuchen Sie es gleich noch einmal.";
const WRONG = "Das ging nicht.";
const GATHER_MS = 120;

export async function ask(path, body) {
  const told = body === undefined ? undefined : { method: "POST", body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, told);
  } catch (offline) {
    throw new Error(GONE);
  }
  if (!response.ok) {
    throw new Error(response.status === 503 ? BUSY : WRONG);
  }
  return response.json();
}

// The county as it is now. Whoever has asked to see it sees it anew after `changed`, which may be called often.
export function watchCounty() {
  const lookers = [];
  let now = null;
  let timer = null;
  let asking = false;
  let again = false;

  async function look() {
    timer = null;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      now = await ask("/demo/state");
      lookers.forEach((show) => show(now));
    } catch (gone) {
      // The feed says that the line is lost; when it is back, everything is asked for anew.
    }
    asking = false;
    if (again) {
      again = false;
      changed();
    }
  }

  function changed() {
    if (!timer) {
      timer = setTimeout(look, GATHER_MS);
    }
  }

  return {
    changed,
    look,
    see: (show) => lookers.push(show),
    now: () => now,
  };
}
