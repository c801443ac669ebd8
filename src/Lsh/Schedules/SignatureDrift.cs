using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Tells how far rows have turned by short SimHash signatures, one remembered for each row (MONGOOSE, Chen et al. 2021): a bit
/// changes with probability angle / pi. Far cheaper than hashing into the tables: 10 projections a row instead of K L.
/// </summary>
internal sealed class SignatureDrift : IDisposable, IStateful
{
    /// <summary>Not the tables' own functions, whose codes it shall tell about.</summary>
    private const ulong Purpose = 0x5167;

    private readonly SimHashFamily family;
    private readonly BucketCodes remembered;
    private readonly BucketCodes current;
    private readonly List<RowHasher> hashers = [];

    /// <summary>Signatures of <paramref name="bits"/> bits, at most 16, all zero until the first <see cref="Remember"/>.</summary>
    /// <param name="rowCount">Rows.</param>
    /// <param name="dimension">Elements of a row as it is hashed.</param>
    /// <param name="bits">Bits of a signature.</param>
    /// <param name="seed">Seed of the projections.</param>
    internal SignatureDrift(int rowCount, int dimension, int bits, ulong seed)
    {
        HashFamilyOptions options = new() { HashesPerTable = bits, TableCount = 1, Seed = RandomStream.Mix(seed ^ Purpose) };
        family = new SimHashFamily(dimension, options);
        remembered = new BucketCodes(rowCount, 1);
        current = new BucketCodes(rowCount, 1);
    }

    internal long MemoryBytes => family.MemoryBytes + remembered.ByteLength + current.ByteLength;

    /// <summary>Takes the signatures of all rows, mapped to <paramref name="space"/> if there is one.</summary>
    internal void Remember(WeightMatrix rows, CentredSpace? space, WorkerTeam team) => Sign(rows, space, remembered, team);

    /// <summary>The fraction of signature bits that differ from those remembered; 0 if there are no rows.</summary>
    internal double Measure(WeightMatrix rows, CentredSpace? space, WorkerTeam team)
    {
        Sign(rows, space, current, team);
        ReadOnlySpan<ushort> before = remembered.Table(0);
        ReadOnlySpan<ushort> now = current.Table(0);
        long changed = 0;
        for (int row = 0; row < now.Length; row++)
            changed += BitOperations.PopCount((uint)(before[row] ^ now[row]));
        return now.IsEmpty ? 0 : changed / ((double)now.Length * family.HashesPerTable);
    }

    public void Visit(IStateVisitor state) => state.Part("remembered", remembered);

    public void Dispose()
    {
        foreach (RowHasher hasher in hashers)
            hasher.Dispose();
        hashers.Clear();
        remembered.Dispose();
        current.Dispose();
        family.Dispose();
    }

    private void Sign(WeightMatrix rows, CentredSpace? space, BucketCodes signatures, WorkerTeam team)
    {
        while (hashers.Count < team.Size)
            hashers.Add(new RowHasher(family));
        team.ForBlocks(rows.Rows, RowHasher.BlockRows, (worker, start, end) => hashers[worker].Hash(rows, start, end, space, signatures));
    }
}
