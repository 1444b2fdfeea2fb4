/**
 * What somebody else's promise comes to, or what `late` throws where it takes longer. While it is waited for the program
 * goes on: a promise that is never kept must not end it quietly.
 */
export async function inTime<T>(work: Promise<T>, milliseconds: number, late: () => never): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      try {
        late();
      } catch (error) {
        reject(error);
      }
    }, milliseconds);
  });
  return await Promise.race([work, never]).finally(() => clearTimeout(timer));
}
