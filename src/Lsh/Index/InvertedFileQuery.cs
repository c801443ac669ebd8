using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A thread's state for <see cref="InvertedFileIndex"/>: a block of mapped queries with every list's score, and one query's best.
/// </summary>
internal sealed class InvertedFileQuery : IndexQuery
{
    internal const int BlockQueries = 64;

    /// <summary>Members that are scored at once.</summary>
    internal const int BlockMembers = 1024;

    internal InvertedFileQuery(InvertedFileIndex owner)
        : base(owner)
    {
        Mapped = new RowMatrix(BlockQueries, owner.Dimension + 1);
        ListScores = new RowMatrix(BlockQueries, owner.ListCount);
        Query = new RowMatrix(1, owner.Dimension);
        Logits = new RowMatrix(1, BlockMembers);
    }

    internal RowMatrix Mapped { get; }

    /// <summary>A row for each query, a column for each list.</summary>
    internal RowMatrix ListScores { get; }

    /// <summary>The query under way, padded as rows are.</summary>
    internal RowMatrix Query { get; }

    internal RowMatrix Logits { get; }

    internal TopSelection Lists { get; } = new();

    internal TopSelection Best { get; } = new();

    public override void Dispose()
    {
        Mapped.Dispose();
        ListScores.Dispose();
        Query.Dispose();
        Logits.Dispose();
    }
}
