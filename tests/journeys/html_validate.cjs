// What html-validate asks of every page: each of its standard rules, and no style in the HTML
// (the content security policy would leave it out).
module.exports = {
  extends: ["html-validate:standard"],
  root: true,
  rules: { "no-inline-style": "error" },
};
