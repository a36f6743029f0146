// Where the link that adds a row is gone because the form takes no more, the form says so and what to do.
const NEW_AT_ONCE = 30;
const MORE_AFTER_SAVING = `A form takes ${NEW_AT_ONCE} new rows at a time. Save it; further ones are added after that.`;
const NO_MORE = "A record takes no more of these.";

function tell(group) {
  const prefix = group.id.replace(/-group$/, "");
  const [most, total, first] = ["MAX_NUM", "TOTAL", "INITIAL"].map((name) => Number(group.querySelector(`#id_${prefix}-${name}_FORMS`)?.value));
  const isFull = total >= most && most > 1;
  let note = group.querySelector(":scope .rows-full");
  if (isFull && !note) {
    note = Object.assign(document.createElement("p"), { className: "quiet rows-full" });
    note.setAttribute("role", "status");
    group.append(note);
  }
  if (!note) return;
  note.hidden = !isFull;
  note.textContent = most - first < NEW_AT_ONCE ? NO_MORE : MORE_AFTER_SAVING;
}

const tellAll = () => document.querySelectorAll(".js-inline-admin-formset.inline-group").forEach(tell);

for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, () => setTimeout(tellAll));
window.addEventListener("load", () => setTimeout(tellAll));
