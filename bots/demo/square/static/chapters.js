// The story that "Vorführen" plays, as data. Each step is something a person does or sees; story.js knows how.
//
// `who`      whose chat it happens in; the player puts that person on the square if she is not there
// `told`     what is said to those who look on
// `does`     "write" (text), "chip" (taps the example sentence `text`), "answer" (taps, whichever of `taps` is offered, until
//            it is done; `drives`: before each tap the clock goes on to when the van is there), "clock" (see `to`), "card"
//            (holds cards at the wall until something runs low), "keypad" (types the code remembered as `code`), "line"
//            ("cut" or "mended"); without it, the step only waits
// `to`       the time of the day to which the clock goes, day after day until it is done; `on: "order"` is the day for which
//            the order is promised, `weekday` 1 to 7; with `still`, the clock stays where it is between `to` and that time
// `until`    what must have happened: `hears` (words in that chat, or one of several, after the chapter began), `tours`
//            ("done": this driver's of today), `display` (words on the keypad), `line`; {order} is what was remembered
// `remember` names for what stands in that chat, with where to find it
// `lost`     what is said when it does not come; `read`: seconds to look at it
//
// A chapter begins only when its `needs` are remembered. `extra` chapters are played when chosen, not in the story.
// The cast: who shares a card on the square (square.js) never plays in the same chapter.

const ANYTHING = ""; // whatever is said; of buttons, the first of the newest message
const RESIDENT = "R001";
const BAKER = "BAE";
const DRIVER = "D1";
const CENTRE = "C1";
const COURIER = "X1";
const REFILLS = "V02";
const COUNTS = "V03";
const NO_ANSWER = "Dorfbote hat nicht geantwortet.";
const ORDER_FIRST = { order: "Dafür muss zuerst etwas bestellt sein. Beginnen Sie mit „Bestellen“." };

export const CHAPTERS = [
  {
    name: "Bestellen",
    steps: [
      {
        who: RESIDENT,
        told: "Es ist Mittwochmorgen.",
        does: "clock",
        to: "09:10",
        weekday: 3,
        still: "11:30",
        lost: "Die Uhr ließ sich nicht stellen.",
        read: 0,
      },
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum ist 82. Sie schreibt in ihren eigenen Worten, was sie braucht.",
        does: "write",
        text: "Guten Morgen! Vier Brötchen und ein Pumpernickel, bitte.",
        until: { hears: "Korb" },
        lost: NO_ANSWER,
        read: 2,
      },
      {
        who: RESIDENT,
        told: "Dorfbote fragt nach, bis alles klar ist. Erst „Jetzt kaufen“ kostet etwas.",
        does: "answer",
        taps: ["Jetzt kaufen", "Das ist alles", "Ins Fach", ANYTHING],
        until: { hears: "Wir haben Ihre Bestellung erhalten" },
        remember: { order: /Sie heißt ([A-Z]{3}-\d{2})/ },
        lost: "Die Bestellung ist nicht zustande gekommen.",
        read: 1,
      },
    ],
  },
  {
    name: "Nachfüllen",
    steps: [
      {
        who: REFILLS,
        told: "Am Abholpunkt kauft jemand mit Karte, direkt aus dem Fach.",
        does: "clock",
        to: "09:10",
        weekday: 3,
        still: "11:30",
        lost: "Die Uhr ließ sich nicht stellen.",
        read: 0,
      },
      {
        who: REFILLS,
        told: "Am Abholpunkt kauft jemand mit Karte, direkt aus dem Fach. Damit wird etwas knapp.",
        does: "card",
        lost: "Die Karte wurde nicht angenommen.",
        read: 1.5,
      },
      {
        who: REFILLS,
        told: "Silke Althaus hilft im Dorf. Sie übernimmt es mit einem Tipp und füllt nach.",
        does: "chip", // unless she has just been told
        text: "Aufgaben",
        until: { hears: "wird etwas knapp" },
        lost: "Es wurde nichts knapp.",
        read: 0.5,
      },
      {
        who: REFILLS,
        told: "Silke Althaus hilft im Dorf. Sie übernimmt es mit einem Tipp und füllt nach.",
        does: "answer",
        taps: ["Voll", "öffnen", "Ich mach das"],
        until: { hears: "nachgefüllt" },
        lost: "Das Fach ist nicht nachgefüllt.",
        read: 1,
      },
    ],
  },
  {
    name: "Zusagen",
    needs: ORDER_FIRST,
    steps: [
      {
        who: BAKER,
        told: "Bestellschluss. Der Bäcker bekommt eine einzige Packliste. Ein Tipp genügt ihm.",
        does: "clock",
        to: "17:30",
        until: { hears: "Packliste" },
        lost: "Beim Bäcker ist keine Packliste angekommen.",
        read: 1,
      },
      {
        who: BAKER,
        told: "Bestellschluss. Der Bäcker bekommt eine einzige Packliste. Ein Tipp genügt ihm.",
        does: "answer",
        taps: ["Alles da"],
        until: { hears: "zugesagt" },
        lost: "Der Bäcker konnte nicht antworten.",
        read: 0.5,
      },
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum weiß sofort Bescheid. Damit ist der Kauf gültig.",
        until: { hears: "zugesagt" },
        lost: "Die Zusage ist nicht angekommen.",
        read: 1.5,
      },
    ],
  },
  {
    name: "Ausfahren",
    needs: ORDER_FIRST,
    steps: [
      {
        who: DRIVER,
        told: "In der Nacht ist die Tour geplant. Am Morgen fährt Torben Haase los.",
        does: "clock",
        to: "05:30",
        on: "order",
        until: { hears: "Ihre Tour am" },
        lost: "Heute fährt jemand anderes. Spielen Sie die Vorführung noch einmal von vorn.",
        read: 1,
      },
      {
        who: DRIVER,
        told: "Er bekommt immer nur den nächsten Halt: zum Bäcker, dann ins Zentrum.",
        does: "chip",
        text: "Was liegt an?",
        until: { hears: ["Welche Tour", "jetzt los?"] },
        lost: NO_ANSWER,
        read: 0,
      },
      {
        who: DRIVER,
        told: "Er bekommt immer nur den nächsten Halt: zum Bäcker, dann ins Zentrum.",
        does: "answer",
        drives: true,
        taps: ["Abgeladen", "Geladen", "Tour 1", "Losfahren"],
        until: { hears: "ist fertig" },
        lost: "Die Tour kam nicht voran.",
        read: 0,
      },
      {
        who: CENTRE,
        told: "Im Zentrum nimmt Ingo Brandes die Ware an und packt die Kisten.",
        does: "chip",
        text: "Was liegt an?",
        until: { hears: ["Was ist dran", "Ist alles da?", "Ist alles gepackt"] },
        lost: NO_ANSWER,
        read: 0,
      },
      {
        who: CENTRE,
        told: "Im Zentrum nimmt Ingo Brandes die Ware an und packt die Kisten.",
        does: "answer",
        taps: ["Gepackt", "Packen", "Alles da", "Annehmen"],
        until: { hears: "ist alles erledigt" },
        lost: "Im Zentrum ist nicht alles gepackt.",
        read: 0,
      },
      {
        who: DRIVER,
        told: "Der Wagen bringt alles nach Vinsebeck. Dorfbote öffnet das Fach, das passt.",
        does: "answer",
        drives: true,
        taps: ["Eingeräumt", "öffnen", "Einräumen", "Abgegeben", "Geladen", "Losfahren", "Weiter mit"],
        until: { hears: "{order} liegt in" },
        lost: "Die Bestellung liegt noch nicht im Fach.",
        read: 0,
      },
      {
        who: DRIVER,
        told: "Damit ist die Tour zu Ende.",
        does: "answer",
        drives: true,
        taps: ["Mitgenommen", "Weiter", "Fertig hier", "Abgegeben", "Abgeladen"],
        until: { tours: "done" },
        lost: "Die Tour ist noch nicht zu Ende.",
        read: 0.5,
      },
    ],
  },
  {
    name: "Paket",
    steps: [
      {
        who: RESIDENT,
        told: "Auch Pakete passen ins Fach, wenn Frau Pöppelbaum es erlaubt.",
        does: "clock",
        to: "09:00",
        still: "17:00",
        lost: "Die Uhr ließ sich nicht stellen.",
        read: 0,
      },
      {
        who: RESIDENT,
        told: "Auch Pakete passen ins Fach, wenn Frau Pöppelbaum es erlaubt.",
        does: "chip",
        text: "Pakete dürfen ins Fach",
        until: { hears: "Paket" },
        lost: NO_ANSWER,
        read: 0.5,
      },
      {
        who: COURIER,
        told: "Der Paketbote sagt, für wen er etwas hat. Dorfbote gibt ihm ein Fach.",
        does: "chip",
        text: "Paket für Irmgard Pöppelbaum, Vinsebeck",
        until: { hears: "Wie groß" },
        lost: "Der Bote hat keine Antwort bekommen.",
        read: 0,
      },
      {
        who: COURIER,
        told: "Der Paketbote sagt, für wen er etwas hat. Dorfbote gibt ihm ein Fach.",
        does: "answer",
        taps: ["öffnen", "Eingelegt", "Klein"],
        until: { hears: "Das Paket liegt in" },
        lost: "Das Paket liegt noch nicht im Fach.",
        read: 0.5,
      },
    ],
  },
  {
    name: "Abholen",
    needs: { order: "Dafür muss zuerst etwas im Fach liegen. Beginnen Sie mit „Bestellen“." },
    steps: [
      {
        who: RESIDENT,
        told: "Einkauf und Paket sind da: eine Nachricht, ein Code, ein Bild der Fächer.",
        until: { hears: "Ihr Code" },
        remember: { code: /(?:Sachen|Paket)[^]*Ihr Code: (\d{3}[ \u00a0]\d{3})/ },
        since: "story",
        lost: "Der Code ist nicht angekommen.",
        read: 3,
      },
      {
        who: RESIDENT,
        told: "Am Abholpunkt tippt sie den Code. Die Türen gehen auf.",
        does: "keypad",
        code: "code",
        until: { hears: "ist alles geöffnet" },
        lost: "Die Tür ist nicht aufgegangen.",
        read: 3,
      },
    ],
  },
  {
    name: "Leergut",
    steps: [
      ...booksEmpties("Leere Flaschen bringt sie gleich mit. Dorfbote rechnet das Pfand aus."),
      {
        who: RESIDENT,
        told: "Ein Code öffnet ihr ein Fach für Leergut.",
        does: "keypad",
        code: "deposit",
        until: { hears: "ist angekommen" },
        lost: "Das Fach für Leergut ist nicht aufgegangen.",
        read: 0.5,
      },
      {
        who: COUNTS,
        told: "Am Nachmittag zählt Reinhold Finke nach. Vier Augen sehen mehr als zwei.",
        does: "clock",
        to: "14:05",
        until: { hears: "steht Leergut" },
        lost: "Niemand wurde zum Zählen gerufen.",
        read: 0.5,
      },
      {
        who: COUNTS,
        told: "Am Nachmittag zählt Reinhold Finke nach. Vier Augen sehen mehr als zwei.",
        does: "answer",
        taps: ["Stimmt genau", "öffnen", "Ich mach das"],
        until: { hears: "Danke, das sind" },
        lost: "Das Leergut ist noch nicht gezählt.",
        read: 0,
      },
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum erfährt, wie viel sie bekommt und von wem.",
        until: { hears: "ist gezählt" },
        lost: "Die Summe ist nicht angekommen.",
        read: 2.5,
      },
    ],
    end: "So kommt der Einkauf ins Dorf und das Leergut zurück. Alles waren echte Nachrichten. Probieren Sie es selbst.",
  },
  {
    name: "Ohne Netz",
    extra: true,
    steps: [
      ...booksEmpties("Frau Pöppelbaum bekommt einen Code, diesmal für Leergut."),
      {
        who: RESIDENT,
        told: "Jetzt fällt in Vinsebeck das Netz aus.",
        does: "line",
        to: "cut",
        until: { line: "cut" },
        lost: "Das Netz ließ sich nicht trennen.",
        read: 2,
      },
      {
        who: RESIDENT,
        told: "Der Code öffnet trotzdem: Der Abholpunkt prüft ihn selbst.",
        does: "keypad",
        code: "deposit",
        until: { display: "offen" },
        lost: "Die Tür ist nicht aufgegangen.",
        read: 4,
      },
      {
        who: RESIDENT,
        told: "Das Netz ist wieder da. Der Abholpunkt meldet nach, was geschehen ist.",
        does: "line",
        to: "mended",
        until: { line: "mended" },
        lost: "Das Netz kam nicht zurück.",
        read: 3,
      },
    ],
    end: "Der Abholpunkt prüft Codes selbst. Ein Netzausfall hält niemanden auf.",
  },
];

// Frau Pöppelbaum says what she brings back, and hears the code for it.
function booksEmpties(told) {
  return [
    {
      who: RESIDENT,
      told,
      does: "chip",
      text: "12 Bierflaschen zurück",
      until: { hears: "habe ich verstanden" },
      lost: NO_ANSWER,
      read: 0.5,
    },
    {
      who: RESIDENT,
      told,
      does: "answer",
      taps: ["Ja, auszahlen", "In ein Fach"],
      until: { hears: "für das Leergut ist bereit" },
      remember: { deposit: /Leergut ist bereit[^]*Ihr Code: (\d{3}[ \u00a0]\d{3})/ },
      lost: "Für das Leergut kam kein Code.",
      read: 1,
    },
  ];
}
