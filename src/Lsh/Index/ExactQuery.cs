using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A thread's state for <see cref="ExactIndex"/>: transposed queries, a block's scores, and the best of each query.</summary>
internal sealed class ExactQuery : IndexQuery
{
    internal const int BlockQueries = 64;
    internal const int BlockRows = 256;

    internal ExactQuery(ExactIndex owner)
        : base(owner)
    {
        Transposed = new RowMatrix(owner.Dimension, BlockQueries);
        Scores = new RowMatrix(BlockRows, BlockQueries);
    }

    internal RowMatrix Transposed { get; }

    internal RowMatrix Scores { get; }

    internal TopSelectionBatch Best { get; } = new(BlockQueries);

    public override void Dispose()
    {
        Transposed.Dispose();
        Scores.Dispose();
        Best.Dispose();
    }
}
