using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A thread's state for <see cref="CodeScanIndex"/>: a block of queries with their tables and the best of each, and estimates of a run of
/// rows.
/// </summary>
internal sealed unsafe class CodeScanQuery : IndexQuery
{
    internal const int BlockQueries = 32;

    private readonly AlignedBuffer<ushort> sums;
    private readonly AlignedBuffer<float> estimates;

    internal CodeScanQuery(CodeScanIndex owner, int dimension, int rotatedDimension, int scanRows)
        : base(owner)
    {
        Centred = new RowMatrix(BlockQueries, dimension);
        Rotated = new RowMatrix(BlockQueries, rotatedDimension);
        sums = new AlignedBuffer<ushort>(2L * scanRows);
        SecondSums = sums.Pointer + scanRows;
        estimates = new AlignedBuffer<float>(scanRows);
        for (int i = 0; i < BlockQueries; i++)
        {
            Tables[i] = new CodeTables(rotatedDimension);
            Best[i] = new LargestSelection();
        }
    }

    internal RowMatrix Centred { get; }

    internal RowMatrix Rotated { get; }

    internal ushort* Sums => sums.Pointer;

    internal ushort* SecondSums { get; }

    internal float* Estimates => estimates.Pointer;

    internal CodeTables[] Tables { get; } = new CodeTables[BlockQueries];

    internal LargestSelection[] Best { get; } = new LargestSelection[BlockQueries];

    public override void Dispose()
    {
        Centred.Dispose();
        Rotated.Dispose();
        sums.Dispose();
        estimates.Dispose();
        foreach (CodeTables tables in Tables)
            tables.Dispose();
    }
}
