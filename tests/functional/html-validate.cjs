// What html-validate holds every page to. Each rule that is not as its authors set it has its reason beside it.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // The standard reads the doctype in any case; we write all tags in lower case.
    "doctype-style": ["error", { style: "lowercase" }],
    // Hashes are for what other hosts send; our own style sheet comes from where the page comes from.
    "require-sri": ["error", { target: "crossorigin" }],
    // Off: the limit of 70 characters is a search engine's, not the standard's. The title of a source is quoted whole.
    "long-title": "off",
    // Off: a table whose rows are blocks on a phone says the roles of its parts, since Safari forgets them with the layout.
    "no-redundant-role": "off",
    // Boxes of one question share a name and are sent as a list, as the standard says. (So do the lists of councils in
    // the compare form: for those the rule has no setting, and the test names them.)
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
  },
};
