// The story that "Vorführen" plays, as data. Each step is something a person does or sees; story.js knows how.
//
// `who`      whose chat it happens in; the player puts that person on the square if she is not there
// `told`     what is said to those who look on
// `does`     "write" (text), "answer" (taps, whichever of `taps` is offered, until it is done), "clock" ("next" until
//            it is done, or a time of the day on which the order is to be collected), "keypad" (types {code}),
//            "line" ("cut" or "mended"); without it, the step only waits
// `until`    what must have happened: `hears` (words in that chat, after the chapter began), `display` (words on the
//            keypad), `line`; {order} and {code} stand for what was remembered
// `remember` names for what stands in that chat, with where to find it
// `lost`     what is said when it does not come; `read`: seconds to look at it
//
// A chapter begins only when its `needs` are remembered. `extra` chapters are played when chosen, not in the story.

const ANYTHING = ""; // whatever is said; of buttons, the first of the newest message
const RESIDENT = "R001";
const BAKER = "BAE";
const CENTRE = "C1";

export const CHAPTERS = [
  {
    name: "Bestellen",
    steps: [
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum ist 82. Sie schreibt in ihren eigenen Worten, was sie braucht.",
        does: "write",
        text: "Guten Morgen! Vier Brötchen und ein Pumpernickel, bitte.",
        until: { hears: "Korb" },
        lost: "Dorfbote hat nicht geantwortet.",
        read: 4,
      },
      {
        who: RESIDENT,
        told: "Dorfbote fragt nach, bis alles klar ist. Erst „Jetzt kaufen“ kostet etwas.",
        does: "answer",
        taps: ["Jetzt kaufen", "Das ist alles", "Ins Fach", ANYTHING],
        until: { hears: "Wir haben Ihre Bestellung erhalten" },
        remember: { order: /Sie heißt ([A-Z]{3}-\d{2})/ },
        lost: "Die Bestellung ist nicht zustande gekommen.",
        read: 4,
      },
    ],
  },
  {
    name: "Zusagen",
    needs: { order: "Dafür muss zuerst etwas bestellt sein. Beginnen Sie mit „Bestellen“." },
    steps: [
      {
        who: BAKER,
        told: "Die Uhr geht vor bis zum Bestellschluss. Der Bäcker bekommt eine einzige Packliste.",
        does: "clock",
        to: "next",
        until: { hears: "Packliste" },
        lost: "Beim Bäcker ist keine Packliste angekommen.",
        read: 5,
      },
      {
        who: BAKER,
        told: "Ein Tipp genügt: Es ist alles da.",
        does: "answer",
        taps: ["Alles da"],
        until: { hears: "zugesagt" },
        lost: "Der Bäcker konnte nicht antworten.",
        read: 3,
      },
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum weiß sofort Bescheid. Damit ist der Kauf gültig.",
        until: { hears: "zugesagt" },
        lost: "Die Zusage ist nicht angekommen.",
        read: 4,
      },
    ],
  },
  {
    name: "Einräumen",
    needs: { order: "Dafür muss zuerst etwas bestellt und zugesagt sein. Beginnen Sie mit „Bestellen“." },
    steps: [
      {
        who: CENTRE,
        told: "Am nächsten Morgen kommt die Ware nach Vinsebeck.",
        does: "clock",
        to: "08:10",
        lost: "Die Uhr ließ sich nicht stellen.",
        read: 2,
      },
      {
        who: CENTRE,
        told: "Ingo Brandes räumt ein. Er fragt, was anliegt.",
        does: "write",
        text: "Was liegt an?",
        until: { hears: ANYTHING },
        lost: "Dorfbote hat nicht geantwortet.",
        read: 3,
      },
      {
        who: CENTRE,
        told: "Dorfbote öffnet ihm das Fach, das nach Größe und Kühlung passt.",
        does: "answer",
        taps: ["Eingeräumt", "öffnen", "{order}", "Fächer einräumen"],
        until: { hears: "{order} liegt in" },
        lost: "Das Fach ist nicht aufgegangen.",
        read: 3,
      },
    ],
  },
  {
    name: "Abholen",
    needs: { order: "Dafür muss zuerst etwas im Fach liegen. Beginnen Sie mit „Bestellen“." },
    steps: [
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum bekommt ihren Code, mit Fach und Bild.",
        until: { hears: "Ihr Code" },
        remember: { code: /Ihr Code: (\d{3}[ \u00a0]\d{3})/ },
        since: "story",
        lost: "Der Code ist nicht angekommen.",
        read: 6,
      },
      {
        who: RESIDENT,
        told: "Am Abholpunkt tippt sie den Code. Die Tür geht auf.",
        does: "keypad",
        until: { hears: "ist alles geöffnet" },
        lost: "Die Tür ist nicht aufgegangen.",
        read: 6,
      },
    ],
    end: "So kommt der Einkauf ins Dorf. Alles waren echte Nachrichten. Probieren Sie es selbst.",
  },
  {
    name: "Ohne Netz",
    extra: true,
    needs: { code: "Dafür braucht es einen Code. Spielen Sie zuerst „Bestellen“ bis „Abholen“." },
    steps: [
      {
        who: RESIDENT,
        told: "Jetzt fällt in Vinsebeck das Netz aus.",
        does: "line",
        to: "cut",
        until: { line: "cut" },
        lost: "Das Netz ließ sich nicht trennen.",
        read: 3,
      },
      {
        who: RESIDENT,
        told: "Frau Pöppelbaum hat etwas vergessen. Derselbe Code öffnet noch einmal, auch ohne Netz.",
        does: "keypad",
        until: { display: "offen" },
        lost: "Der Code gilt nicht mehr. Spielen Sie die Vorführung noch einmal von vorn.",
        read: 5,
      },
      {
        who: RESIDENT,
        told: "Das Netz ist wieder da. Der Abholpunkt meldet nach, was geschehen ist.",
        does: "line",
        to: "mended",
        until: { line: "mended" },
        lost: "Das Netz kam nicht zurück.",
        read: 4,
      },
    ],
    end: "Der Abholpunkt prüft Codes selbst. Ein Netzausfall hält niemanden auf.",
  },
];
