// Buttons that copy what stands in a field, and one that prints. Without this script the
// fields can be selected and copied by hand, and the browser prints.
(() => {
  "use strict";

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");

  const copied = async (field) => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // An address without HTTPS has no clipboard: the selection can still be copied.
      return document.execCommand("copy");
    }
    return true;
  };

  const button = (words) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--secondary button--small";
    made.textContent = words;
    return made;
  };

  for (const field of document.querySelectorAll("[data-copy]")) {
    const words = field.dataset.copy;
    const made = button(words);
    made.addEventListener("click", async () => {
      const done = await copied(field);
      made.textContent = done ? "Copied" : "Selected: copy it now";
      said.textContent = made.textContent;
      setTimeout(() => {
        made.textContent = words;
        said.textContent = "";
      }, 4000);
    });
    field.after(made);
  }

  const place = document.querySelector("#cite .details__body");
  if (place) {
    const print = button("Print this page");
    print.addEventListener("click", () => window.print());
    place.append(said, print);
  }
})();
