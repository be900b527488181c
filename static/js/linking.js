/* Keys for the linking page: every one of them presses a control that is there without. */
"use strict";
(function () {
  const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox])";
  let isSent = false;

  function open() {
    return Array.from(document.querySelectorAll(".concern--open"));
  }

  function focusTarget() {
    const target = document.getElementById(window.location.hash.slice(1));
    if (target) {
      target.focus();
    }
  }

  function step(concern, by) {
    const all = open();
    const other = all[all.indexOf(concern) + by];
    if (other) {
      other.focus();
      other.scrollIntoView();
    }
  }

  function choose(control) {
    if (!control) {
      return;
    }
    const folded = control.closest("details");
    if (folded) {
      folded.open = true;
    }
    control.click();
    control.focus();
  }

  function press(concern, name) {
    if (!isSent) {
      isSent = true;
      concern.querySelector(`button[name=${name}]`).click();
    }
  }

  function act(concern, key) {
    if (key === "c") {
      press(concern, "confirm");
    } else if (key === "n") {
      press(concern, "silent");
    } else if (key === "j") {
      step(concern, 1);
    } else if (key === "k") {
      step(concern, -1);
    } else if (/^[1-9]$/.test(key)) {
      choose(concern.querySelector(`[data-passage="${key}"]`));
    } else if (/^[aiud]$/.test(key)) {
      choose(concern.querySelector(`[data-verdict="${key}"]`));
    } else {
      return false;
    }
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const concern = event.target.closest(".concern--open");
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat);
    if (!concern || !isPlain || event.target.matches(TYPED_IN)) {
      return;
    }
    if (act(concern, event.key.toLowerCase())) {
      event.preventDefault();
    }
  });

  document.querySelectorAll("[data-keys]").forEach((help) => {
    help.hidden = false;
  });
  window.addEventListener("hashchange", focusTarget);
  window.addEventListener("pageshow", () => {
    isSent = false;
    focusTarget();
  });
})();
