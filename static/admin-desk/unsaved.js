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

function shown() {
  const names = new Set([...form.elements].filter((field) => field.type !== "hidden").map((field) => field.name));
  return JSON.stringify(sent().filter(([name]) => names.has(name)));
}

function begin() {
  const key = mark.dataset.unsaved;
  const opened = shown();
  let timer = 0, isLeaving = false;

  function keep() {
    clearTimeout(timer);
    if (mark.hidden && !isLeaving) put({ ...all(), [key]: { at: new Date().toISOString(), fields: sent(), shown: shown() } });
  }

  function forget() {
    const { [key]: _gone, ...rest } = all();
    put(rest);
    mark.hidden = true;
  }

  function offer(text) {
    mark.querySelector("time").dateTime = text.at;
    mark.querySelector("time").textContent = new Date(text.at).toLocaleString();
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
  window.addEventListener("pagehide", () => { if (shown() !== opened) keep(); });
  form.addEventListener("submit", () => {
    keep();
    isLeaving = true;
    const texts = all();
    if (texts[key]) put({ ...texts, [key]: { ...texts[key], isSent: true } });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) isLeaving = false; });
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
