/** Where the documents of whoever is signed in are kept among the answers. */
export const documentsKey = ['documents']
