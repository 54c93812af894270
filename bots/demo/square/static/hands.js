// What a person would do with hands and eyes on a chat or a keypad: type, tap, read. Nothing here knows the service.

const RING_MS = 450;
const LETTER_MS = 28;
const CODE = /\b(\d{3})[ \u00a0](\d{3})\b/;

export function canMove() {
  return !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Tapping leaves the focus where it was: whoever looks on may be about to press "Anhalten".
export async function press(button, rest) {
  const had = document.activeElement;
  button.scrollIntoView({ block: "nearest" });
  button.classList.add("pressed");
  await rest(RING_MS);
  button.classList.remove("pressed");
  button.click();
  if (had && had !== document.body && had.isConnected) {
    had.focus({ preventScroll: true });
  } else if (document.activeElement) {
    document.activeElement.blur();
  }
}

export async function write(pane, text, rest, slowly) {
  const field = pane.querySelector("textarea");
  const letters = Array.from(text);
  for (let end = slowly ? 1 : letters.length; end <= letters.length; end += 1) {
    field.value = letters.slice(0, end).join("");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (slowly) {
      await rest(LETTER_MS);
    }
  }
  await rest(300);
  await press(pane.querySelector(".send"), rest);
}

// --- reading ---------------------------------------------------------------------------------------------

export function lastNumber(pane) {
  return Array.from(pane.querySelectorAll(".log [data-seq]")).reduce((last, item) => Math.max(last, Number(item.dataset.seq)), 0);
}

// The words of what was said to this person after the message with this number.
export function heardSince(pane, mark) {
  return Array.from(pane.querySelectorAll(".log [data-seq]"))
    .filter((item) => Number(item.dataset.seq) > mark)
    .map((item) => item.querySelector(".words").textContent);
}

// Whether this stands there as said by herself, after the message with this number.
export function saidSince(pane, mark, text) {
  const lines = Array.from(pane.querySelectorAll(".log > li"));
  const from = lines.reduce((found, item, index) => (item.dataset.seq && Number(item.dataset.seq) <= mark ? index : found), -1);
  return lines.slice(from + 1).some((item) => item.classList.contains("own") && item.querySelector(".words").textContent === text);
}

// A button that can be tapped, of a message after that number and after her own last words, newest first; the first of
// these titles decides. What was offered before she spoke is over.
export function buttonFor(pane, mark, titles) {
  const lines = Array.from(pane.querySelectorAll(".log > li"));
  const spoke = lines.reduce((found, item, index) => (item.classList.contains("own") ? index : found), -1);
  const items = lines
    .slice(spoke + 1)
    .filter((item) => Number(item.dataset.seq) > mark)
    .reverse();
  for (const title of titles) {
    for (const item of items) {
      const buttons = Array.from(item.querySelectorAll(".choices button:enabled"));
      const found = buttons.find((button) => button.dataset.title.includes(title));
      if (found) {
        return found;
      }
    }
  }
  return null;
}

// The example sentence with these words.
export function chipFor(pane, text) {
  return Array.from(pane.querySelectorAll(".samples .chip")).find((chip) => chip.textContent === text);
}

export function isAnswering(pane) {
  return Boolean(pane.querySelector(".pending")) || !pane.querySelector(".working").hidden;
}

export function codeIn(text) {
  const found = CODE.exec(text);
  return found ? found[1] + found[2] : null;
}
