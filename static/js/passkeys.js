// Makes a passkey, or signs with one, then sends the form with the answer of the authenticator.

const TROUBLE = {
  NotAllowedError: "Rien n’est fait : l’appareil n’a pas répondu, ou vous avez annulé. Recommencez.",
  InvalidStateError: "Cet appareil a déjà une clé d’accès pour votre compte.",
};

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

function ask(kind, options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    excludeCredentials: named(options.excludeCredentials),
    allowCredentials: named(options.allowCredentials),
  };
  if (kind === "preuve") {
    return navigator.credentials.get({ publicKey });
  }
  publicKey.user = { ...options.user, id: toBytes(options.user.id) };
  return navigator.credentials.create({ publicKey });
}

function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (credential.response[part]) {
      response[part] = toText(credential.response[part]);
    }
  }
  const { id, type } = credential;
  return JSON.stringify({ id, type, rawId: toText(credential.rawId), response });
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    break;
  }
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.querySelector("[data-passkey-absent]").hidden = true;
  form.querySelector("[type=submit]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
      form.elements.reponse.value = written(credential);
      form.submit();
    } catch (error) {
      trouble.textContent = TROUBLE[error.name] ?? "Votre clé d’accès n’a pas pu être lue. Recommencez.";
      trouble.hidden = false;
    }
  });
}
