/* An inspection's page for those who have scripts: judgements appear by themselves,
   pasted text becomes rows, themes are suggested, rows move up and down. Each of these
   can be done without: by the page's buttons and its number fields. */
"use strict";
(function () {
  const jQuery = window.django && window.django.jQuery;
  const form = document.getElementById("inspection_form");
  if (!jQuery || !form || !document.getElementById("judged-here")) {
    return;
  }
  const wait = 500;

  // --- Lists that are searched by typing ---

  function search(select) {
    if (select.name.includes("__prefix__") || !jQuery.fn.select2) {
      return;
    }
    if (!select.classList.contains("select2-hidden-accessible")) {
      jQuery(select).select2({ theme: "admin-autocomplete", width: "100%" });
      document.dispatchEvent(new CustomEvent("rows:shown"));
    }
  }

  const near = new IntersectionObserver(
    (entries) => {
      entries.forEach((entry) => {
        if (entry.isIntersecting) {
          near.unobserve(entry.target);
          search(entry.target);
        }
      });
    },
    { rootMargin: "600px" },
  );

  function searchAll(within) {
    within.querySelectorAll("select.searched, select.themes").forEach((select) => {
      near.observe(select);
    });
  }

  jQuery(document).on("select2:open", () => {
    const field = document.querySelector(".select2-container--open .select2-search__field");
    if (field) {
      field.focus();
    }
  });

  // --- Rows that move ---

  function rowsOf(group) {
    return Array.from(group.querySelectorAll("tbody > tr.form-row:not(.empty-form)"));
  }

  function numberOf(row) {
    return row.querySelector("input[name$='-position']");
  }

  function giveNumbers(rows) {
    const numbers = rows.map((row) => Number(numberOf(row).value) || 0);
    let next = Math.max(0, ...numbers) + 1;
    rows.forEach((row) => {
      if (!numberOf(row).value) {
        numberOf(row).value = next;
        next += 1;
      }
    });
  }

  function move(row, step, button) {
    const rows = rowsOf(row.closest("table"));
    const other = rows[rows.indexOf(row) + step];
    if (!other) {
      return;
    }
    giveNumbers(rows);
    const number = numberOf(row).value;
    numberOf(row).value = numberOf(other).value;
    numberOf(other).value = number;
    if (step < 0) {
      other.before(row);
    } else {
      other.after(row);
    }
    button.focus();
  }

  function mover(row, step, words, sign) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mover";
    button.textContent = sign;
    button.setAttribute("aria-label", words);
    button.title = words;
    button.addEventListener("click", () => move(row, step, button));
    return button;
  }

  function addMovers(row) {
    const number = numberOf(row);
    const group = row.closest("[data-sortable]");
    if (group && number && !number.disabled && !row.querySelector(".mover")) {
      number.after(mover(row, -1, "Move up", "↑"), mover(row, 1, "Move down", "↓"));
    }
  }

  function sortRows(group) {
    const rows = rowsOf(group);
    const numbers = rows.map((row) => Number(numberOf(row) && numberOf(row).value));
    const isSorted = numbers.every((number, place) => !place || numbers[place - 1] <= number);
    if (isSorted || !numbers.every(Boolean) || group.querySelector(".row-form-errors")) {
      return;
    }
    const last = group.querySelector("tbody > tr.empty-form");
    rows
      .sort((one, other) => numberOf(one).value - numberOf(other).value)
      .forEach((row) => (last ? last.before(row) : row.parentNode.append(row)));
  }

  // --- The page, filled in further by the server ---

  async function ask(name, value) {
    const sent = new FormData(form);
    sent.set(name, value);
    const answer = await fetch(window.location.href, {
      method: "POST",
      body: sent,
      credentials: "same-origin",
    });
    if (!answer.ok || answer.redirected) {
      throw new Error(String(answer.status));
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function swap(page, selector) {
    const old = document.querySelector(selector);
    const fresh = page.querySelector(selector);
    if (old && fresh) {
      old.replaceWith(document.adoptNode(fresh));
    }
    return document.querySelector(selector);
  }

  function startRows(group) {
    const made = group.matches(".js-inline-admin-formset")
      ? group
      : group.querySelector(".js-inline-admin-formset");
    const told = jQuery(made).data("inlineFormset");
    const rows = `${told.name}-group .tabular.inline-related tbody:first > tr.form-row`;
    jQuery(rows).tabularFormset(rows, told.options);
    jQuery(group).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
    prepare(group);
  }

  function press(name, value) {
    const button = form.querySelector(`button[name='${name}'][value='${value}']`);
    form.requestSubmit(button || undefined);
  }

  let asked = 0;
  async function showJudgements() {
    const kind = form.elements.kind;
    const started = form.elements.started;
    if (!kind || !started || !kind.value || !started.value) {
      return;
    }
    asked += 1;
    const mine = asked;
    try {
      const page = await ask("_judgements", "1");
      // While this was on its way somebody may have typed on: a later answer comes.
      if (mine === asked) {
        swap(page, "#judged-here");
        startRows(swap(page, "#all_judgements-group"));
      }
    } catch {
      // The button does the same without a script.
    }
  }

  async function split(prefix) {
    const before = rowsOf(document.querySelector(`[data-rows='${prefix}']`)).length;
    try {
      const page = await ask("_split", prefix);
      const group = swap(page, `[data-rows='${prefix}']`);
      startRows(group);
      const rows = rowsOf(group);
      const added = rows.length - before;
      group.querySelector(".paste__done").textContent =
        added === 1 ? "One row was added above." : `${added} rows were added above.`;
      const first = rows[before] && rows[before].querySelector("textarea");
      if (first) {
        first.focus();
      }
    } catch {
      press("_split", prefix);
    }
  }

  form.addEventListener("change", (event) => {
    if (["kind", "started"].includes(event.target.name)) {
      showJudgements();
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='_split'], button[name='_judgements']");
    if (!button) {
      return;
    }
    if (button.name === "_split") {
      event.preventDefault();
      split(button.value);
    } else if (form.elements.kind.value && form.elements.started.value) {
      event.preventDefault();
      showJudgements();
    }
  });

  // --- Themes ---

  const timers = new WeakMap();

  async function suggest(text) {
    const row = text.closest("tr");
    const select = row && row.querySelector("select.themes");
    if (!select) {
      return;
    }
    const sent = new FormData();
    sent.set("text", text.value);
    sent.set("kind", form.elements.kind ? form.elements.kind.value : "");
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const address = document.querySelector("[data-themes-address]").dataset.themesAddress;
    let themes;
    try {
      const answer = await fetch(address, { method: "POST", body: sent });
      themes = (await answer.json()).themes;
    } catch {
      return; // they are suggested when the page is saved
    }
    const names = themes.map((theme) => theme.name).join(", ");
    const line = row.querySelector(".suggested");
    line.textContent = names ? `Suggested by the words: ${names}` : "";
    const saved = row.querySelector("input[name$='-id']");
    if (row.querySelector("input[name$='-themes_chosen']").value || (saved && saved.value)) {
      return;
    }
    const keys = themes.map((theme) => theme.key);
    Array.from(select.options).forEach((option) => {
      option.selected = keys.includes(option.value);
    });
    jQuery(select).trigger("change.select2");
    document.dispatchEvent(new CustomEvent("rows:shown"));
  }

  form.addEventListener("input", (event) => {
    const text = event.target;
    if (text.matches("textarea[name$='-text']")) {
      window.clearTimeout(timers.get(text));
      timers.set(text, window.setTimeout(() => suggest(text), wait));
    }
  });
  jQuery(form).on("change", "select.themes", (event) => {
    const chosen = event.target.closest("tr").querySelector("input[name$='-themes_chosen']");
    chosen.value = "1";
  });

  // --- Where the keyboard goes ---

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name='_save'], [name='_continue']"));
    }
  });

  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    prepare(row);
    const field =
      row.querySelector("textarea") ||
      row.querySelector("select:not([tabindex='-1']), input:not([type=hidden])");
    if (field) {
      field.focus();
    }
  });
  document.addEventListener("formset:removed", (event) => {
    const name = event.detail && event.detail.formsetName;
    const link = document.querySelector(`#${name}-group .add-row a`);
    if (link) {
      link.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field && field.classList.contains("select2-hidden-accessible")) {
      event.preventDefault();
      jQuery(field).next().find(".select2-selection").trigger("focus");
      field.nextElementSibling.scrollIntoView({ block: "center" });
    } else if (field && field.matches("input, select, textarea")) {
      event.preventDefault();
      field.focus();
    }
  });

  function prepare(within) {
    searchAll(within);
    const rows = within.matches("tr") ? [within] : within.querySelectorAll("tr.form-row:not(.empty-form)");
    rows.forEach(addMovers);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-sortable]").forEach(sortRows);
    prepare(form);
  });
  // Last of all, for Django's own script puts the focus into the first field.
  window.addEventListener("load", () => {
    const first = document.querySelector("[data-error-summary] a");
    if (first) {
      first.focus();
    }
  });
})();
