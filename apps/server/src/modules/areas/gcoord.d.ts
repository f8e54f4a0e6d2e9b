// The declarations that gcoord ships describe an ES module, while Node loads it as CommonJS, so the
// compiler looks for `default.transform`. These are the parts used here, as they are at run time.
declare module 'gcoord' {
  type System = 'WGS84' | 'GCJ02'
  const gcoord: {
    WGS84: 'WGS84'
    GCJ02: 'GCJ02'
    transform(position: [number, number], from: System, to: System): [number, number]
  }
  export default gcoord
}
