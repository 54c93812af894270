// On a narrow screen one pane at a time, behind tabs; on a wide one all of them, and no tabs.

import { make } from "/chat/static/make.js";

export function openTabs(root, panes) {
  const narrow = window.matchMedia("(max-width: 43.99em)");
  const tabs = panes.map(({ pane }, index) => {
    const tab = make("button", { type: "button", role: "tab", id: "zu-" + pane.id, "aria-controls": pane.id });
    tab.addEventListener("click", () => choose(index));
    return tab;
  });
  let chosen = 0;
  root.setAttribute("role", "tablist");
  root.append(...tabs);

  root.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      choose((chosen + step + tabs.length) % tabs.length);
      tabs[chosen].focus();
    }
  });

  function choose(index) {
    chosen = index;
    tabs[index].classList.remove("news");
    show();
    if (panes[index].onSeen) {
      panes[index].onSeen();
    }
  }

  function show() {
    panes.forEach(({ pane, label }, index) => {
      const tab = tabs[index];
      const mine = index === chosen;
      const news = tab.classList.contains("news");
      tab.textContent = label() + (news ? " (neu)" : "");
      tab.setAttribute("aria-selected", String(mine));
      tab.tabIndex = mine ? 0 : -1;
      pane.classList.toggle("chosen", mine);
      if (narrow.matches) {
        pane.setAttribute("role", "tabpanel");
      } else {
        pane.removeAttribute("role");
      }
    });
  }

  // Something new stands in a pane that is not in sight.
  function news(pane) {
    const index = panes.findIndex((one) => one.pane === pane);
    if (narrow.matches && index !== chosen) {
      tabs[index].classList.add("news");
      show();
    }
  }

  function look(pane) {
    const index = panes.findIndex((one) => one.pane === pane);
    if (narrow.matches) {
      if (index !== chosen) {
        choose(index);
      }
      pane.scrollIntoView({ block: "start" });
    } else {
      pane.scrollIntoView({ block: "nearest" });
    }
  }

  narrow.addListener(show); // addEventListener is unknown to browsers of 2019
  show();
  return { choose, chosen: () => chosen, show, news, look };
}
