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

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/platform/generated'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-imports': ['error', onlyInPlatform],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  { files: ['src/platform/**'], rules: { 'no-restricted-imports': 'off' } },
)
