// What the browser keeps across reloads: the draft, and messages the service has not taken yet.
// Where storage is forbidden (private windows), it is kept as long as the page is open.

export function keeper(person) {
  const prefix = "dorfbote." + (person || "ich") + ".";
  const memory = new Map();

  function read(name) {
    try {
      return window.localStorage.getItem(prefix + name);
    } catch (forbidden) {
      return memory.has(name) ? memory.get(name) : null;
    }
  }

  function write(name, value) {
    memory.set(name, value);
    try {
      window.localStorage.setItem(prefix + name, value);
    } catch (forbidden) {
      // Full or forbidden: the copy in memory has to do.
    }
  }

  function waiting() {
    try {
      const kept = JSON.parse(read("waiting") || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch (broken) {
      return [];
    }
  }

  return {
    draft: () => read("draft") || "",
    keepDraft: (text) => write("draft", text),
    waiting,
    keepWaiting: (message) => write("waiting", JSON.stringify(waiting().concat([message]))),
    forget: (id) => write("waiting", JSON.stringify(waiting().filter((message) => message.id !== id))),
  };
}

export function newId() {
  // randomUUID exists only on https; random bytes exist everywhere.
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
