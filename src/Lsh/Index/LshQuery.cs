using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A thread's state for <see cref="LshIndex"/>: a block of centred queries, their buckets, the candidates' counts, an order of tables.
/// </summary>
internal sealed class LshQuery : IndexQuery
{
    internal const int BlockQueries = 64;

    internal LshQuery(LshIndex owner, IHashFamily family)
        : base(owner)
    {
        Centred = new RowMatrix(BlockQueries, family.Dimension);
        Buckets = new int[BlockQueries * family.TableCount];
        Scratch = family.CreateScratch();
        Counter = new CandidateCounter(owner.RowCount, family.TableCount);
        TableOrder = new int[family.TableCount];
    }

    internal RowMatrix Centred { get; }

    internal int[] Buckets { get; }

    internal HashScratch Scratch { get; }

    internal CandidateCounter Counter { get; }

    internal int[] TableOrder { get; }

    public override void Dispose()
    {
        Centred.Dispose();
        Scratch.Dispose();
        Counter.Dispose();
    }
}
