// The foot of a chat: the field with its draft, "Senden", and the words that always help.

const LONGEST = 20000;
const TOO_LONG = "Das ist zu lang für eine Nachricht. Bitte schicken Sie es in mehreren Teilen.";

export function openComposer(box, keep, { onSay, onRefused }) {
  const form = box.querySelector("form");
  const field = form.querySelector("textarea");

  function write(text) {
    field.value = text;
    keep.keepDraft(text);
    grow();
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 4 + "px";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text.length > LONGEST) {
      onRefused(TOO_LONG);
    } else if (text) {
      write("");
      onSay(text);
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

  for (const button of box.querySelectorAll(".quick-words button")) {
    button.addEventListener("click", () => onSay(button.textContent.trim()));
  }

  field.value = keep.draft();
  grow();
  return { write, isEmpty: () => !field.value };
}
