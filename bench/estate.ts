export async function benchEstate(): Promise<void> {}
