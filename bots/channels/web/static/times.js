// Times as people in the county say them, whatever the device is set to.

const ZONE = "Europe/Berlin";
const CLOCK = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const DAY = new Intl.DateTimeFormat("de-DE", { weekday: "long", day: "numeric", month: "long", timeZone: ZONE });

export function clockTime(iso) {
  return CLOCK.format(new Date(iso)) + " Uhr";
}

export function day(iso) {
  return DAY.format(new Date(iso));
}
