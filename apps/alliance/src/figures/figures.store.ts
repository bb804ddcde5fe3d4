/** The park's figures counted from the service's own tables, see docs/add-a-kpi.md. */
export const figureStatements: readonly string[] = [];
