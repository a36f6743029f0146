// Keeps what is typed and not yet saved in this tab, through a crash and a sign-in that ran out, and offers it again.
// A form takes part by a [data-unsaved] in it: who typed where, and whether the page shows what was typed already.
const KEY = "unsaved";
const mark = document.querySelector("[data-unsaved]");
const form = mark?.closest("form");
const UNTOLD = ["csrfmiddlewaretoken", "_unsaved"];

function all() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function put(texts) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(texts));
  } catch {
    // Too long for this browser: what is kept already stays.
  }
}

// What was sent is done with once a page says so; what led to signing in, or nowhere, did not arrive.
function settle() {
  const isDone = document.querySelector(".messagelist .success, .messagelist .info");
  const kept = Object.entries(all()).filter(([, text]) => !(text.isSent && isDone));
  put(Object.fromEntries(kept.map(([key, text]) => [key, { ...text, isSent: false }])));
}

const sent = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !UNTOLD.includes(name));

// What a field says: as it is now, or as the page came. Scripts that dress fields up fire events and change neither.
function said(field, asOpened) {
  if (field.type === "checkbox" || field.type === "radio") return (asOpened ? field.defaultChecked : field.checked) ? [field.value] : [];
  if (!field.options) return [asOpened ? field.defaultValue : field.value];
  const chosen = [...field.options].filter((option) => (asOpened ? option.defaultSelected : option.selected));
  return (chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1)).map((option) => option.value);
}

const UNREAD = ["hidden", "submit", "button", "reset", "file", "fieldset"];
const fields = () => [...form.elements].filter((field) => field.name && !UNREAD.includes(field.type) && !field.name.includes("__prefix__"));
const shown = (asOpened = false) => JSON.stringify(fields().flatMap((field) => said(field, asOpened).map((value) => [field.name, value])));

// A moment in the form and the zone of every other one on the desk's pages.
function clock(at) {
  const how = { timeZone: mark.dataset.zone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat("en-GB", how).formatToParts(new Date(at));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part.day} ${part.month.slice(0, 3)} ${part.year}, ${part.hour}:${part.minute} ${mark.dataset.zoneName}`;
}

function begin() {
  const key = mark.dataset.unsaved;
  const opened = shown(true);
  let timer = 0, isLeaving = false, isDiscarded = false;

  // A page that shows what did not arrive holds typing from its beginning; any other one once it differs from how it came.
  const isTyped = () => !isDiscarded && ("typed" in mark.dataset || shown() !== shown(true));

  function keep() {
    clearTimeout(timer);
    if (!mark.hidden || isLeaving) return;
    if (isTyped()) put({ ...all(), [key]: { at: new Date().toISOString(), fields: sent(), shown: shown() } });
    else forget();
  }

  function forget() {
    const { [key]: _gone, ...rest } = all();
    put(rest);
    mark.hidden = true;
  }

  function offer(text) {
    mark.querySelector("time").dateTime = text.at;
    mark.querySelector("time").textContent = clock(text.at);
    mark.hidden = false;
    mark.querySelector("[data-act=back]").addEventListener("click", () => sendBack(text));
    mark.querySelector("[data-act=forget]").addEventListener("click", forget);
  }

  const known = all()[key];
  if ("typed" in mark.dataset) keep();
  else if (known && known.shown !== opened) offer(known);
  else forget();

  const soon = () => { isLeaving = false; clearTimeout(timer); timer = setTimeout(keep, 400); };
  form.addEventListener("input", soon);
  window.django?.jQuery?.(form).on("change", soon);
  window.addEventListener("pagehide", keep);
  form.addEventListener("submit", () => {
    keep();
    isLeaving = true;
    const texts = all();
    if (texts[key]) put({ ...texts, [key]: { ...texts[key], isSent: true } });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) isLeaving = false; });
  // Other scripts ask whether something is typed here, before they act on what is saved; and say that it is not wanted.
  form.addEventListener("act-on-saved", (event) => { if (isTyped()) event.preventDefault(); });
  form.addEventListener("discard-typing", () => { isDiscarded = true; forget(); });
}

// The server lays it out again, rows and all, and merges it with what others saved meanwhile; nothing is saved by that.
function sendBack(text) {
  const back = document.createElement("form");
  back.method = "post";
  const fields = [...text.fields, ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value], ["_unsaved", "1"]];
  for (const [name, value] of fields) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    back.append(field);
  }
  back.hidden = true;
  document.body.append(back);
  HTMLFormElement.prototype.submit.call(back);
}

settle();
if (form) begin();
