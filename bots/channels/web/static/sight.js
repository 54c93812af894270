// What is in sight of a chat: the whole window on a page of its own, or a box that scrolls by itself.

export function wholeWindow(composer) {
  return {
    top: () => 0,
    bottom() {
      // The foot of the page covers what is below it.
      const covers = window.getComputedStyle(composer).position === "sticky";
      return covers ? composer.getBoundingClientRect().top : window.innerHeight;
    },
    height: () => window.innerHeight,
    scroll: (by) => window.scrollBy(0, by),
  };
}

export function ownBox(box) {
  return {
    top: () => box.getBoundingClientRect().top,
    bottom: () => box.getBoundingClientRect().bottom,
    height: () => box.clientHeight,
    scroll(by) {
      box.scrollTop += by;
    },
  };
}
