// The parts of JSTS used here. Its own declarations are generated and say `any` for most arguments.

declare module 'jsts/org/locationtech/jts/geom/Geometry.js' {
  export default class Geometry {
    getArea(): number
    /** The rings of a polygon as lines. */
    getBoundary(): Geometry
  }
}

declare module 'jsts/org/locationtech/jts/geom/Coordinate.js' {
  export default class Coordinate {
    constructor(x: number, y: number)
    x: number
    y: number
  }
}

declare module 'jsts/org/locationtech/jts/io/GeoJSONReader.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class GeoJSONReader {
    /** Throws when a ring is open or has one to three positions. */
    read(geometry: { type: string; coordinates: unknown }): Geometry
  }
}

declare module 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js' {
  import type Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js'
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class IsValidOp {
    constructor(geometry: Geometry)
    getValidationError(): {
      getMessage(): string
      getCoordinate(): Coordinate | null
    } | null
  }
}

declare module 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js' {
  export default class OverlayOp {
    static INTERSECTION: number
    static DIFFERENCE: number
    static UNION: number
  }
}

declare module 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class SnapIfNeededOverlayOp {
    static overlayOp(a: Geometry, b: Geometry, operation: number): Geometry
  }
}

declare module 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class Polygonizer {
    /** Lines that meet only at their ends. */
    add(lines: Geometry): void
    getPolygons(): { toArray(): Geometry[] }
  }
}

declare module 'jsts/org/locationtech/jts/algorithm/RayCrossingCounter.js' {
  import type Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js'
  export default class RayCrossingCounter {
    /** 0 inside, 1 on the ring, 2 outside. */
    static locatePointInRing(point: Coordinate, ring: Coordinate[]): number
  }
}

declare module 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js' {
  import type Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js'
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class InteriorPointArea {
    constructor(polygon: Geometry)
    /** Where the polygon is widest, at half its height. */
    getInteriorPoint(): Coordinate
  }
}

declare module 'jsts/org/locationtech/jts/io/GeoJSONWriter.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class GeoJSONWriter {
    write(geometry: Geometry): { type: string; coordinates: unknown }
  }
}

declare module 'jsts/org/locationtech/jts/simplify/TopologyPreservingSimplifier.js' {
  import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
  export default class TopologyPreservingSimplifier {
    static simplify(geometry: Geometry, tolerance: number): Geometry
  }
}
