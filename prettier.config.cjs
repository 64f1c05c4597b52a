// The plugin is looked up on NODE_PATH, because node_modules is not in this folder.
module.exports = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    printWidth: 100,
    tabWidth: 4,
    trailingComma: "es5",
    xmlWhitespaceSensitivity: "preserve",
    xmlSelfClosingSpace: true,
};
