// Keys for the review. Every key presses a button or follows a link that is on the page; without this file all of it
// still works.
const page = document.querySelector("[data-review]");
const rows = [...page.querySelectorAll("[data-suggestion]")];
const part = (name) => page.querySelector(`[data-part="${name}"]`);
const SWITCH = "review-keys";
const TAKEN_AFTER = 700;
let taking = 0, isSending = false;

const current = () => page.querySelector("[data-suggestion].is-current");
const inRow = (act) => current()?.querySelector(`[data-act="${act}"]`);
const keysAreOn = () => localStorage.getItem(SWITCH) !== "off";

function say(text) {
  part("said").textContent = "";
  setTimeout(() => { part("said").textContent = text; }, 80);
}

function mark(row) {
  for (const other of rows) {
    other.classList.toggle("is-current", other === row);
    if (other === row) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  const pk = row.dataset.suggestion;
  for (const found of page.querySelectorAll(".found")) {
    found.classList.toggle("is-current", found.dataset.of.split(" ").includes(pk));
  }
  for (const number of page.querySelectorAll(".copy__number")) number.classList.toggle("is-current", number.id === `t-${pk}`);
  showPlace(pk);
}

function showPlace(pk) {
  const text = page.querySelector(".review__text");
  const place = document.getElementById(`t-${pk}`);
  if (!text || !place) return;
  const [outer, inner] = [text.getBoundingClientRect(), place.getBoundingClientRect()];
  text.scrollTop += inner.top - outer.top - outer.height / 3;
}

function choose(row) {
  mark(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  const address = new URL(window.location);
  address.searchParams.set("at", row.dataset.suggestion);
  address.searchParams.delete("done");
  address.hash = "";
  history.replaceState(null, "", address);
  clearTimeout(taking);
  taking = setTimeout(() => take(row), TAKEN_AFTER);
}

async function take(row) {
  const form = row.querySelector(".acts form");
  if (!form || row.classList.contains("is-decided")) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(row.dataset.take, { method: "POST", body });
    if (!answer.ok) return;
    const { holder } = await answer.json();
    const line = row.querySelector('[data-part="holder"]');
    line.textContent = holder ? `${holder} looks at it now.` : "";
    line.hidden = !holder;
    if (holder) say(line.textContent);
  } catch {
    // Nobody is told who looks; deciding is guarded all the same.
  }
}

function step(by) {
  const next = rows[rows.indexOf(current()) + by];
  if (next) return choose(next);
  page.querySelector(by > 0 ? 'a[rel="next"]' : 'a[rel="prev"]')?.click();
}

function reject() {
  const summary = inRow("reject");
  if (!summary) return;
  const details = summary.parentElement;
  details.open = !details.open;
  (details.open ? details.querySelector(":scope li button") : current()).focus();
}

function select() {
  const box = inRow("select");
  if (!box) return;
  box.click();
  say(box.checked ? "Selected" : "No longer selected");
}

function search() {
  part("ask").open = true;
  part("ask").querySelector('input[name="text"]').focus();
}

const help = () => (part("help").open ? part("help").close() : part("help").showModal());
const undo = () => (page.querySelector('.review__done [data-act="undo"]') ?? inRow("undo"))?.click();

const KEYS = {
  j: () => step(1), k: () => step(-1), a: () => inRow("accept")?.click(), e: () => inRow("edit")?.click(),
  m: () => inRow("merge")?.click(), r: reject, x: select, u: undo, "/": search, "?": help,
};

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .select2-container, dialog");
}

// What is sent is sent once: a key that is pressed while the answer is under way is dropped.
page.addEventListener("submit", (event) => {
  if (isSending) event.preventDefault();
  isSending = true;
});
window.addEventListener("pageshow", () => { isSending = false; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  if (!keysAreOn()) return;
  const reason = /^[1-9]$/.test(event.key) && current()?.querySelector(`.acts__reject[open] li:nth-child(${event.key}) button`);
  const act = reason ? () => reason.click() : KEYS[event.key];
  if (!act || (event.repeat && !"jk".includes(event.key))) return;
  event.preventDefault();
  if (!isSending) act();
});

page.addEventListener("click", (event) => {
  const number = event.target.closest(".copy__number");
  const title = event.target.closest(".suggestion__title a, .suggestion__number");
  const row = number ? document.getElementById(number.hash.slice(1)) : title?.closest("[data-suggestion]");
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(row);
});

page.addEventListener("click", (event) => {
  const found = event.target.closest(".found");
  const row = found && document.getElementById(`s-${found.dataset.of.split(" ")[0]}`);
  if (row && window.getSelection().isCollapsed) choose(row);
});

page.addEventListener("change", () => {
  const count = page.querySelectorAll('[data-act="select"]:checked').length;
  if (part("ticked")) part("ticked").textContent = count ? ` (${count})` : "";
});

function start() {
  page.classList.add("review--keys");
  const toggle = part("switch");
  toggle.checked = keysAreOn();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
  part("keys").hidden = false;
  part("keys").addEventListener("click", help);
  const result = page.querySelector("[data-result]");
  if (result) say(result.textContent.replace(/\s+/g, " ").replace(/ Undo $/, ""));
  const row = current();
  if (!row) return;
  mark(row);
  if (new URL(window.location).searchParams.has("at")) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

start();
