namespace Glissade.Lsh;

/// <summary>Shape, size and load of an index.</summary>
/// <param name="RowCount">Number of rows.</param>
/// <param name="MemoryBytes">Bytes that searching needs, the rows themselves and the threads' states left out.</param>
/// <param name="TransientBytes">Bytes kept for rebuilding only.</param>
/// <param name="TableCount">Number of tables (L); 0 if there are none.</param>
/// <param name="BucketsPerTable">Buckets of a table; 0 if there are none.</param>
/// <param name="Load">How full the tables are; null if there are none.</param>
public sealed record IndexStatistics(
    int RowCount, long MemoryBytes, long TransientBytes, int TableCount = 0, int BucketsPerTable = 0, TableLoad? Load = null);
