namespace Glissade.Micro.Kernels;

/// <summary>Rows that a kernel visits, and how long they are.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Elements of a row, the padding not counted.</param>
/// <param name="Memory">Where they lie.</param>
public sealed record RowShape(int Rows, int Columns, string Memory)
{
    /// <summary>As BenchmarkDotNet shows it.</summary>
    public override string ToString() => $"{Rows} x {Columns} ({Memory})";
}
