/* Lets a link of the panel open what its field is folded in, and put the keyboard there. */
"use strict";
(function () {
  function field(target) {
    const shown = target.nextElementSibling;
    if (shown && shown.classList.contains("select2")) {
      return shown.querySelector(".select2-selection") || target;
    }
    if (target.matches("input, select, textarea")) {
      return target;
    }
    return target.querySelector("input:not([type=hidden]), select, textarea") || target;
  }

  function reach(event) {
    const link = event.target.closest('.panel a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) {
      return;
    }
    event.preventDefault();
    for (let around = target; around; around = around.parentElement) {
      if (around.matches("details")) {
        around.open = true;
      }
    }
    const found = field(target);
    if (found === target && !target.matches("input, select, textarea")) {
      target.setAttribute("tabindex", "-1");
    }
    found.focus();
    found.scrollIntoView({ block: "center" });
    history.replaceState(null, "", link.hash);
  }

  document.addEventListener("click", reach);
})();
