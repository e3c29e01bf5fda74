import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const onlyInPlatform = {
  patterns: [
    {
      group: ['@tauri-apps/*'],
      message: 'Only src/platform knows the host; ask it instead.',
    },
  ],
}

const layoutOff = Object.fromEntries(
  [
    'html-indent',
    'html-closing-bracket-newline',
    'html-closing-bracket-spacing',
    'multiline-html-element-content-newline',
    'singleline-html-element-content-newline',
    'max-attributes-per-line',
    'first-attribute-linebreak',
    'html-self-closing',
  ].map((rule) => [`vue/${rule}`, 'off']),
)

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/platform/generated'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  // How a line is laid out is Prettier's alone.
  { rules: layoutOff },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-imports': ['error', onlyInPlatform],
      'vue/multi-word-component-names': 'off',
    },
  },
  { files: ['src/platform/**'], rules: { 'no-restricted-imports': 'off' } },
)
