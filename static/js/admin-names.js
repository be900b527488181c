/* Names each search-as-you-type field of the admin as its label does, and lets the
   keyboard reach what scrolls. */
"use strict";
(function () {
  const jQuery = window.django && window.django.jQuery;
  if (!jQuery) {
    return;
  }

  const searched = "select.admin-autocomplete, select.searched, select.themes";

  function labelOf(select) {
    const label = select.labels && select.labels[0];
    const words = label ? label.textContent : select.getAttribute("aria-label") || "";
    return words.trim().replace(/:$/, "");
  }

  function name(select) {
    const shown = select.nextElementSibling;
    if (!shown || !shown.classList.contains("select2")) {
      return;
    }
    const chosen = Array.from(select.selectedOptions, (option) => option.text.trim());
    const words = [labelOf(select), chosen.join(", ")].filter(Boolean).join(": ");
    shown
      .querySelectorAll("ul.select2-selection__rendered")
      .forEach((list) => list.setAttribute("role", "presentation"));
    shown
      .querySelectorAll(".select2-selection, span.select2-selection__rendered")
      .forEach((part) => part.setAttribute("aria-label", words));
    shown
      .querySelectorAll(".select2-search__field")
      .forEach((field) => field.setAttribute("aria-label", labelOf(select)));
  }

  function nameAll() {
    document.querySelectorAll(searched).forEach(name);
  }

  function reachAll() {
    document.querySelectorAll(".tabular.inline-related").forEach((part) => {
      if (part.scrollWidth > part.clientWidth) {
        part.tabIndex = 0;
      }
    });
  }

  window.addEventListener("load", nameAll);
  window.addEventListener("load", reachAll);
  document.addEventListener("toggle", reachAll, true);
  document.addEventListener("formset:added", () => window.setTimeout(nameAll));
  document.addEventListener("rows:shown", () => window.setTimeout(nameAll));
  jQuery(document).on("change", searched, (event) => {
    window.setTimeout(() => name(event.target));
  });
})();
