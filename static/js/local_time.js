// Beside each moment the same in the reader's own time, with the zone named. The page says UTC without this.
const language = document.documentElement.lang.replace(/^en$/, "en-GB");
const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
const local = new Intl.DateTimeFormat(language, parts);
for (const time of document.querySelectorAll('time[datetime$="Z"]')) {
  const said = local.format(new Date(time.dateTime));
  if (said.endsWith("UTC")) continue;
  const beside = document.createElement("span");
  beside.className = "local";
  beside.title = local.resolvedOptions().timeZone;
  beside.textContent = ` (${said})`;
  time.append(beside);
}
