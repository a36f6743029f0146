// Submit and Approve act at once, on the version that is saved and shown. What was typed beside and not saved is asked
// about first. Without this script each leads to the page of its verb, which says what version it acts upon.
const main = document.querySelector("[data-unsaved]")?.closest("form");
const isTyped = () => Boolean(main) && !main.dispatchEvent(new CustomEvent("act-on-saved", { cancelable: true }));

function act(form) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  form.method = "post";
  for (const [name, value] of [["version", form.dataset.version], ["csrfmiddlewaretoken", token]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.querySelector("button").disabled = true;
  HTMLFormElement.prototype.submit.call(form);
}

function begin(form) {
  const dialog = form.parentElement.querySelector("dialog");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isTyped()) dialog.showModal();
    else act(form);
  });
  for (const button of dialog.querySelectorAll("button")) button.addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-act=discard]").addEventListener("click", () => {
    main.dispatchEvent(new CustomEvent("discard-typing"));
    act(form);
  });
}

document.querySelectorAll("form[data-version]").forEach(begin);
