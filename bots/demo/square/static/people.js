// Who can be spoken as: names, what they do, and sentences of theirs to try.

import { make } from "/chat/static/make.js";

export const STRANGER = { id: "GAST1", name: "Jemand Neues", role: "guest", at: "", age: null, sells: null };

const GROUPS = [
  ["resident", "Bewohnerinnen und Bewohner"],
  ["merchant", "Händlerinnen und Händler"],
  ["driver", "Fahren die Waren aus"],
  ["centre", "Packen und räumen ein"],
  ["volunteer", "Helfen im Dorf"],
  ["operator", "Betreiber"],
  ["courier", "Bringen Pakete"],
  ["guest", "Noch unbekannt"],
];

// Sentences to try, in an order in which each makes sense after those before it.
const SAMPLES = {
  resident: [
    "Vier Brötchen, bitte",
    "Was ist im Pumpernickel?",
    "Wo bleibt meine Bestellung?",
    "Wie ist mein Code?",
    "Pakete dürfen ins Fach",
    "12 Bierflaschen zurück",
    "Friseurin nach Hause",
    "Zwei Liter Milch und ein Pfund Butter",
    "Das ist alles",
  ],
  merchant: ["Bestellungen", "Alles da"],
  driver: ["Was liegt an?", "Meine Tour", "Fach 7 klemmt"],
  centre: ["Was liegt an?", "Fach 7 klemmt"],
  volunteer: ["Aufgaben", "Ich mach das", "Kann heute nicht", "Zwei Graubrote für mich"],
  operator: ["Was liegt an?", "Touren", "Was hängt?"],
  courier: ["Paket für Irmgard Pöppelbaum, Vinsebeck", "Hilfe"],
  guest: ["Moin", "Was ist das hier?", "Was kostet ein Graubrot?", "Zwei Liter Milch", "Ich möchte mithelfen"],
};
const DEARER_BY_CENTS = 10;

export function samplesOf(person) {
  return SAMPLES[person.role].concat(person.role === "merchant" ? samplesOfTrade(person.sells) : []);
}

function samplesOfTrade(sells) {
  if (!sells) {
    return ["Termine"]; // a trade without goods
  }
  const dearer = ((sells.cents + DEARER_BY_CENTS) / 100).toFixed(2).replace(".", ",");
  return ["Heute aus: " + sells.name, sells.name + " gibt es wieder", sells.name + " kostet jetzt " + dearer + " Euro"];
}

export function shortName(person) {
  return person.role === "guest" ? "Neu" : person.name.split(/[\s,]/)[0];
}

// "82 Jahre, wohnt in Vinsebeck": no word that would need to know whether it is a woman or a man.
export function whatIs(person) {
  const at = person.at;
  const age = person.age ? person.age + " Jahre, " : "";
  switch (person.role) {
    case "resident":
      return age + "wohnt in " + at;
    case "merchant":
      return "verkauft: " + at;
    case "driver":
      return "fährt die Waren aus";
    case "centre":
      return "packt und räumt die Fächer ein";
    case "volunteer":
      return "hilft in " + at;
    case "operator":
      return "arbeitet beim Betreiber";
    case "courier":
      return "bringt Pakete";
    default:
      return "hat noch nie geschrieben";
  }
}

export function fillChoice(select, people, chosen) {
  const groups = GROUPS.map(([role, label]) => {
    const members = people.filter((person) => person.role === role);
    const options = members.map((person) =>
      make("option", { value: person.id, selected: person.id === chosen }, person.name),
    );
    return options.length ? make("optgroup", { label }, ...options) : null;
  });
  select.textContent = "";
  select.append(...groups.filter(Boolean));
}
