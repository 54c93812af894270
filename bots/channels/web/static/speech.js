// "Vorlesen": the browser's own voice, slowly, where it has one.

import { make } from "./make.js";

const CAN = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
const READ = "Vorlesen";
const STOP = "Anhalten";

let speaking = null;

export function readAloudButton(text) {
  if (!CAN) {
    return null;
  }
  const button = make("button", { type: "button", class: "quiet read" }, READ);
  button.addEventListener("click", () => {
    const stop = button === speaking;
    hush();
    if (!stop) {
      speak(button, text);
    }
  });
  return button;
}

function speak(button, text) {
  const utterance = new SpeechSynthesisUtterance(text);
  const voice = window.speechSynthesis.getVoices().find((one) => one.lang.startsWith("de"));
  utterance.lang = "de-DE";
  utterance.rate = 0.9;
  if (voice) {
    utterance.voice = voice;
  }
  utterance.onend = utterance.onerror = () => {
    if (speaking === button) {
      rest();
    }
  };
  speaking = button;
  button.textContent = STOP;
  window.speechSynthesis.speak(utterance);
}

function hush() {
  if (speaking) {
    rest();
  }
  window.speechSynthesis.cancel();
}

function rest() {
  speaking.textContent = READ;
  speaking = null;
}
