// A basket, a confirmation or a picking list as a real table.

import { make } from "./make.js";

const SUMS = ["deposit", "total"];

export function table(rows) {
  const priced = rows.some((row) => row.price);
  const head = make(
    "tr",
    null,
    make("th", { scope: "col", class: "amount" }, "Menge"),
    make("th", { scope: "col" }, "Ware"),
    priced ? make("th", { scope: "col", class: "price" }, "Preis") : null,
  );
  const body = make("tbody");
  const sums = make("tbody", { class: "sums" });
  for (const row of rows) {
    (SUMS.includes(row.kind) || sums.children.length ? sums : body).append(line(row, priced));
  }
  return make("table", null, make("thead", null, head), body, sums.children.length ? sums : null);
}

function line(row, priced) {
  const columns = priced ? 3 : 2;
  if (row.kind === "seller") {
    const scope = row.price ? columns - 1 : columns;
    const name = make("th", { scope: "row", colspan: scope, class: "thing" }, row.thing);
    return make("tr", { class: "seller" }, name, row.price ? price(row) : null);
  }
  if (row.kind === "note") {
    const words = [row.amount, row.thing, row.price].filter(Boolean).join(" ");
    return make("tr", { class: "note" }, make("td"), make("td", { colspan: columns - 1 }, words));
  }
  if (SUMS.includes(row.kind)) {
    const label = [row.amount, row.thing].filter(Boolean).join(" ");
    const name = make("th", { scope: "row", colspan: 2 }, label);
    return make("tr", { class: row.kind }, name, priced ? price(row) : null);
  }
  return make(
    "tr",
    null,
    make("td", { class: "amount" }, row.amount),
    make("td", { class: "thing" }, together(row.thing)),
    priced ? price(row) : null,
  );
}

function price(row) {
  // "höchstens 12,49 €" may break after the word, never inside the amount.
  return make("td", { class: "price" }, together(row.price));
}

// A number and its unit stay on one line: "750 g", "3,5 %", "12,49 €".
function together(text) {
  return text.replace(/(\d) (?=(€|%|g|kg|l|ml|cl)(\W|$))/g, "$1\u00a0");
}
