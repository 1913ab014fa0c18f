// Sends a form that asks nothing; without JavaScript its button does.

document.querySelector("[data-send-itself]")?.requestSubmit();
