using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// How many bits of the bucket number each table uses: the lowest b, the smallest b whose size-biased mean bucket, the sum of size^2 over
/// the number of rows, is at most a target. That is the bucket which a row like the stored ones meets.
/// </summary>
/// <remarks>
/// The histogram of the full numbers is folded in half for each bit given up. Buckets only grow by that, so the search goes from fine to
/// coarse and ends at the first width that is too coarse. If even all bits give larger buckets than the target, all are used.
/// </remarks>
internal sealed class TableWidths : IStateful
{
    private readonly int codeBits;
    private readonly double target;
    private readonly ushort[] masks;

    /// <exception cref="ArgumentException">The target is not a size, or the family's buckets are not numbered by bits.</exception>
    internal TableWidths(IHashFamily family, double target)
    {
        if (!(target >= 1) || !double.IsFinite(target))
            throw new ArgumentException($"TargetBucketSize must be at least 1, but is {target}");
        if (!BitOperations.IsPow2(family.BucketsPerTable))
        {
            throw new ArgumentException(
                $"TargetBucketSize needs a family whose tables have a power of two of buckets, but they have {family.BucketsPerTable}");
        }

        this.target = target;
        codeBits = BitOperations.Log2((uint)family.BucketsPerTable);
        masks = new ushort[family.TableCount];
        Array.Fill(masks, (ushort)(family.BucketsPerTable - 1));
    }

    /// <summary>Bits that a table uses; all of them before the first <see cref="Choose"/>.</summary>
    internal int Bits(int table) => BitOperations.PopCount(masks[table]);

    public void Visit(IStateVisitor state) => state.Array("masks", masks);

    /// <summary>Chooses each table's width from the full codes of all rows and cuts them to it.</summary>
    internal void Choose(BucketCodes codes, WorkerTeam team)
    {
        int[]?[] histograms = new int[team.Size][];
        team.ForBlocks(masks.Length, 1, (worker, table, _) =>
        {
            int[] histogram = histograms[worker] ??= new int[1 << codeBits];
            Span<ushort> rows = codes.Table(table);
            masks[table] = (ushort)((1 << ChooseBits(rows, histogram)) - 1);
            foreach (ref ushort row in rows)
                row &= masks[table];
        });
    }

    /// <summary>Cuts the codes of some rows, as stored, to the chosen widths.</summary>
    internal void Cut(BucketCodes codes, WorkerTeam team) =>
        team.ForBlocks(masks.Length, 1, (_, table, _) =>
        {
            foreach (ref ushort row in codes.Table(table))
                row &= masks[table];
        });

    /// <summary>Cuts the bucket numbers of queries, one query after the other.</summary>
    internal void Cut(Span<int> buckets)
    {
        for (int start = 0; start < buckets.Length; start += masks.Length)
        {
            Span<int> query = buckets.Slice(start, masks.Length);
            for (int table = 0; table < query.Length; table++)
                query[table] &= masks[table];
        }
    }

    private int ChooseBits(ReadOnlySpan<ushort> rows, Span<int> histogram)
    {
        histogram.Clear();
        foreach (ushort row in rows)
            histogram[row]++;
        int bits = codeBits;
        while (bits > 0)
        {
            // One bit less puts bucket i + 2^(bits - 1) to bucket i.
            Span<int> coarse = histogram[..(1 << (bits - 1))];
            ReadOnlySpan<int> upper = histogram.Slice(coarse.Length, coarse.Length);
            double squares = 0;
            for (int i = 0; i < coarse.Length; i++)
            {
                coarse[i] += upper[i];
                squares += (double)coarse[i] * coarse[i];
            }

            if (squares > target * rows.Length)
                break;
            bits--;
        }

        return bits;
    }
}
