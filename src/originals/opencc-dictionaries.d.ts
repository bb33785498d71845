/** OpenCC's dictionaries as opencc-js packs them: `from to|from to|…`. The package declares types for its converters only. */
declare module 'opencc-js/dict/*' {
  const dictionary: string;
  export default dictionary;
}
