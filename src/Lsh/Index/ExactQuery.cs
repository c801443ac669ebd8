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
        Widened = new RowMatrix(BlockRows, owner.Dimension);
    }

    internal RowMatrix Transposed { get; }

    internal RowMatrix Scores { get; }

    /// <summary>A block of rows in single precision, if they are stored otherwise.</summary>
    internal RowMatrix Widened { get; }

    internal TopSelectionBatch Best { get; } = new(BlockQueries);

    public override void Dispose()
    {
        Transposed.Dispose();
        Scores.Dispose();
        Widened.Dispose();
        Best.Dispose();
    }
}
