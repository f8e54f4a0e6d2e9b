// What the front ends' bundler makes of these files; its own declarations belong to it and not to this package.
declare module '*?worker&url' {
  const url: string
  export default url
}
declare module '*.css' {}
