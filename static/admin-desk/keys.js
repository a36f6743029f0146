// Keys for the desk's lists and forms. Each presses a button or follows a link that is on the page; the review has its own.
const SWITCH = "review-keys"; // one switch for single letters, here and in the review
const help = document.querySelector("[data-keys]");
const rows = () => [...document.querySelectorAll("#result_list tbody tr")];
const isOn = () => localStorage.getItem(SWITCH) !== "off";

function step(by) {
  const links = rows().map((row) => row.querySelector("th a, td a")).filter(Boolean);
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]?.focus();
}

function mark() {
  document.activeElement.closest?.("#result_list tr")?.querySelector("input.action-select")?.click();
}

const press = (selector) => document.querySelector(selector)?.click();
const KEYS = {
  j: () => step(1), k: () => step(-1), x: mark, n: () => press(".object-tools .addlink"),
  p: () => press("a.verb[href$='/preview/']"), h: () => press("a[href$='/history/']"),
  "/": () => document.querySelector("#searchbar")?.focus(), "?": () => (help.open ? help.close() : help.showModal()),
};

const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .select2-container");

function save(event) {
  const button = document.querySelector("form [name=_continue]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

function hear(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s") return save(event);
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !isOn() || isTyping(event.target)) return undefined;
  if (help.open && event.key !== "?") return undefined;
  const act = KEYS[event.key];
  if (!act || (event.repeat && !"jk".includes(event.key))) return undefined;
  event.preventDefault();
  return act();
}

if (help) {
  document.addEventListener("keydown", hear);
  const open = document.querySelector("[data-keys-open]");
  open.hidden = false;
  open.addEventListener("click", () => help.showModal());
  const toggle = help.querySelector("input");
  toggle.checked = isOn();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}
