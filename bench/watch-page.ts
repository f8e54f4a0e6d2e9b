export interface Frames {
  frames: number
  longest: number
  over50: number
  over100: number
}

/** Runs in the page before anything of its own: frames by requestAnimationFrame, and when another list has come. */
export const watchPage = `
  window.watchFrames = () => {
    const seen = { frames: 0, longest: 0, over50: 0, over100: 0 }
    let before = performance.now()
    let watching = true
    const frame = (now) => {
      if (!watching) return
      const gap = now - before
      before = now
      seen.frames += 1
      if (gap > seen.longest) seen.longest = gap
      if (gap > 50) seen.over50 += 1
      if (gap > 100) seen.over100 += 1
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    window.endFrames = () => {
      watching = false
      return seen
    }
  }
  window.watchList = () => {
    const old = document.querySelector('.desk-list-rows')
    let began = performance.now()
    const note = (event) => (began = event.timeStamp)
    document.addEventListener('click', note, true)
    document.addEventListener('input', note, true)
    window.listShown = new Promise((resolve) => {
      const look = () => {
        const list = document.querySelector('.desk-list-rows')
        if (!list || list === old || !list.querySelector('.list-link')) return requestAnimationFrame(look)
        document.removeEventListener('click', note, true)
        document.removeEventListener('input', note, true)
        resolve(performance.now() - began)
      }
      look()
    })
  }`
