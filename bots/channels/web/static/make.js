// Elements from words. Text is only ever set as text: what looks like HTML in a message stays visible as typed.

export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const NOTABLE = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])|((?:^|[^\d\s]\s|\n)\d{3}[ \u00a0]\d{3}(?![\d]|[ \u00a0]\d))/g;

// Links become links, and a code such as "471 108" is set larger; everything else stays plain text.
export function words(text) {
  const box = make("div", { class: "words" });
  let from = 0;
  for (let found = NOTABLE.exec(text); found; found = NOTABLE.exec(text)) {
    if (found[1]) {
      box.append(text.slice(from, found.index), make("a", { href: found[1], rel: "noopener noreferrer" }, found[1]));
    } else {
      const code = found[2].slice(-7);
      box.append(text.slice(from, found.index + found[2].length - 7), make("strong", { class: "code" }, code));
    }
    from = found.index + found[0].length;
  }
  box.append(text.slice(from));
  return box;
}
