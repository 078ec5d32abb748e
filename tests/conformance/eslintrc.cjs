// Relay's rules for connections, held against the SDL. Pages go forward only, as the specification allows.
module.exports = {
  root: true,
  overrides: [
    {
      files: ["*.graphql"],
      parser: "@graphql-eslint/eslint-plugin",
      parserOptions: { schema: "./schema.graphql" },
      plugins: ["@graphql-eslint"],
      rules: {
        "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
        "@graphql-eslint/relay-connection-types": "error",
        "@graphql-eslint/relay-edge-types": [
          "error",
          { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
        ],
        "@graphql-eslint/relay-page-info": "error",
        "@graphql-eslint/require-description": ["error", { types: true, FieldDefinition: true }],
      },
    },
  ],
};
