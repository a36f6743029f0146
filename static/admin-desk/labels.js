// The admin's autocompletes say to nobody what they are for: each takes the name of the field that it stands for.
function textFor(select) {
  const said = select?.labels?.[0] ?? select?.closest("tr, .form-row")?.querySelector("label, th");
  return said?.textContent.trim().replace(/:$/, "") || "Choose";
}

function name(container) {
  const select = container.previousElementSibling;
  for (const part of container.querySelectorAll(".select2-selection, .select2-search__field, [role=textbox]")) {
    part.setAttribute("aria-label", textFor(select));
    part.removeAttribute("aria-labelledby");
  }
  for (const part of container.querySelectorAll("ul.select2-selection__rendered, ul.select2-selection__rendered > *")) {
    part.setAttribute("role", "none");
  }
}

function nameAll() {
  document.querySelectorAll(".select2-container:not(.select2-container--open)").forEach(name);
  for (const tip of document.querySelectorAll(".help-tooltip[aria-label]")) tip.setAttribute("role", "img");
}

document.addEventListener("formset:added", () => setTimeout(nameAll));
window.addEventListener("load", () => {
  setTimeout(nameAll);
  window.django?.jQuery?.(document).on("change", "select.admin-autocomplete", () => setTimeout(nameAll));
});
