// A page of the room shows its main part anew whenever something happened, and sends its forms without leaving.
(function () {
  "use strict";
  var main = document.querySelector("main"), part = document.body.dataset.from, busy = false, missed = false;

  function place(html) {
    var read = new DOMParser().parseFromString(html, "text/html");
    main.replaceChildren.apply(main, Array.from((read.querySelector("main") || read.body).childNodes));
  }

  function filled() {  // an answer that somebody has begun is not taken away
    return main.contains(document.activeElement) && document.activeElement.matches("select")
      || main.querySelector("input:checked") || Array.from(main.querySelectorAll("form[action='/answer'] select"))
      .some(function (list) { return list.value; });
  }

  function renew() {
    if (busy) { missed = true; return; }
    fetch(part).then(function (answer) { return answer.text(); }).then(function (html) {
      var key = /name="ask" value="([^"]*)"><input type="hidden" name="turn" value="(\d)"/.exec(html);
      var asked = main.querySelector("[name=ask][type=hidden]"), turn = main.querySelector("[name=turn]");
      var same = key && asked && asked.value === key[1] && turn.value === key[2];
      if (!(same && filled()) && !(document.body.className === "desk" && filled())) place(html);
    }).catch(function () {});
  }

  document.addEventListener("submit", function (event) {
    if (!part || event.target.method !== "post") return;
    event.preventDefault();
    busy = true;
    var sent = new URLSearchParams(new FormData(event.target));
    fetch(event.target.action, { method: "POST", body: sent, headers: { "X-Part": "1" } })
      .then(function (answer) { return answer.text(); }).then(place)
      .catch(function () {
        var said = document.createElement("p");
        said.setAttribute("role", "alert");
        said.textContent = "The laptop did not answer. Your choice is still here: try again in a moment.";
        main.prepend(said);
      }).finally(function () { busy = false; if (missed) { missed = false; renew(); } });
  });

  if (part) new EventSource("/events").onmessage = renew;
})();
