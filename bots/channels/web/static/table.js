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
    return make("tr", { class: "note" }, make("td", { colspan: columns }, [row.amount, row.thing, row.price].filter(Boolean).join(" ")));
  }
  if (SUMS.includes(row.kind)) {
    const label = [row.amount, row.thing].filter(Boolean).join(" × ");
    const name = make("th", { scope: "row", colspan: 2 }, label);
    return make("tr", { class: row.kind }, name, priced ? price(row) : null);
  }
  return make(
    "tr",
    null,
    make("td", { class: "amount" }, row.amount),
    make("td", { class: "thing" }, row.thing),
    priced ? price(row) : null,
  );
}

function price(row) {
  return make("td", { class: "price" }, row.price);
}
