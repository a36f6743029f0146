// Fills [data-asks] with what the desk answers to fields of the form: at the press of the button beside it and, where it
// is [data-live], as one types. `data-of` names the fields of its row; without it the field beside it is asked about.
const PAUSE = 350;
const timers = new WeakMap();

function fieldsOf(element) {
  const form = element.closest("form");
  const beside = element.parentElement.querySelector("input[name]:not([type=hidden]), textarea[name]");
  if (!element.dataset.of) return { written: beside };
  const row = beside?.name.match(/^.+-\d+-/)?.[0] ?? ""; // read anew each time: rows are numbered as they are added
  return Object.fromEntries(element.dataset.of.split(" ").map((name) => [name, form.elements[row + name]]));
}

async function ask(element) {
  const number = (element.asked ?? 0) + 1, data = new FormData();
  element.asked = number;
  for (const [name, field] of Object.entries(fieldsOf(element))) if (field) data.set(name, field.value);
  data.set("csrfmiddlewaretoken", element.closest("form").elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(element.dataset.asks, { method: "POST", body: data });
    if (answer.ok && !answer.redirected && element.asked === number) element.innerHTML = await answer.text();
  } catch {
    // Saving says the same.
  }
}

document.addEventListener("input", (event) => {
  for (const element of event.target.closest("form")?.querySelectorAll("[data-asks][data-live]") ?? []) {
    if (!Object.values(fieldsOf(element)).includes(event.target)) continue;
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(() => ask(element), PAUSE));
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button) ask(button.parentElement.querySelector("[data-asks]"));
});

document.documentElement.classList.add("asks");
