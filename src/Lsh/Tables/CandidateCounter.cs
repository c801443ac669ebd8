using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Counts in how many buckets each row id was found, for one thread and one query at a time (SLIDE's top-K sampling strategy, section 3.1).
/// A query costs time in proportion to the ids it adds, never to the number of rows, and allocates nothing.
/// </summary>
/// <remarks>
/// Of an entry's 16 bits the lower hold the hit count, as many as the most hits need, and the upper the epoch (query number): an entry of an
/// earlier epoch counts as zero, so nothing is cleared between queries. When the epochs run out, all entries are cleared once. Two bytes a row
/// are few enough that most of the entries of a layer of several 100,000 neurons stay in the second-level cache.
/// </remarks>
public sealed unsafe class CandidateCounter : IDisposable
{
    private const int EntryBits = 16;

    private readonly int hitBits;
    private readonly uint lastEpoch;
    private readonly AlignedBuffer<ushort> entries;
    private readonly AlignedBuffer<int> found;
    private readonly AlignedBuffer<ushort> foundHits;
    private readonly int[] places;
    private uint epoch;

    /// <summary>A counter for ids in [0, <paramref name="rowCount"/>); it takes eight bytes a row.</summary>
    /// <param name="rowCount">Number of row ids.</param>
    /// <param name="mostHits">How many hits of an id there can be: the number of tables. 1 to 16,383.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative, or the other out of range.</exception>
    public CandidateCounter(int rowCount, int mostHits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostHits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostHits, (1 << (EntryBits - 2)) - 1);
        RowCount = rowCount;
        hitBits = BitOperations.Log2((uint)mostHits) + 1;
        // One short of the last, so that a full entry plus one does not wrap round to zero.
        lastEpoch = (1u << (EntryBits - hitBits)) - 2;
        entries = new AlignedBuffer<ushort>(rowCount);
        found = new AlignedBuffer<int>(rowCount + 1L);
        foundHits = new AlignedBuffer<ushort>(rowCount);
        places = new int[MaxHits + 1];
        epoch = 1;
    }

    /// <summary>Hit counts stop here; at least the number of tables.</summary>
    public int MaxHits => (1 << hitBits) - 1;

    /// <summary>Number of row ids.</summary>
    public int RowCount { get; }

    /// <summary>Number of distinct ids added since <see cref="Begin"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The distinct ids in the order of their first appearance. Valid until the next call that adds or begins.</summary>
    public ReadOnlySpan<int> Ids => found.Slice(0, Count);

    /// <summary>Forgets what was counted.</summary>
    public void Begin()
    {
        Count = 0;
        if (epoch++ < lastEpoch)
            return;
        entries.Clear();
        epoch = 1;
    }

    /// <summary>Counts each of the ids once more; an id that appears twice counts twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in [0, <see cref="RowCount"/>); those before it are counted.</exception>
    public void Add(ReadOnlySpan<int> ids)
    {
        uint none = epoch << hitBits;
        uint full = none | (uint)MaxHits;
        ushort* entry = entries.Pointer;
        int* end = found.Pointer;
        int count = Count;
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)RowCount)
            {
                Count = count;
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"row ids are below {RowCount}");
            }

            // Written whether the id is new or not, and kept only if it is: a branch here would be mispredicted half the time.
            uint before = entry[id];
            end[count] = id;
            count += before < none ? 1 : 0;
            entry[id] = (ushort)Math.Min(Math.Max(before, none) + 1, full);
        }

        Count = count;
    }

    /// <summary>How often <paramref name="id"/> was added since <see cref="Begin"/>, at most <see cref="MaxHits"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in [0, <see cref="RowCount"/>).</exception>
    public int Hits(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)RowCount, nameof(id));
        int entry = entries.Pointer[id];
        return (uint)(entry >> hitBits) == epoch ? entry & MaxHits : 0;
    }

    /// <summary>
    /// Writes the at most <paramref name="budget"/> most frequent ids, most frequent first, equals in the order of first appearance.
    /// A counting sort on hits: time in proportion to the number of distinct ids.
    /// </summary>
    /// <param name="budget">Most ids.</param>
    /// <param name="ids">Receives them.</param>
    /// <param name="minHits">Ids added less often are left out; <see cref="MaxHits"/> at most.</param>
    /// <returns>The number of ids written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="budget"/> is negative, or <paramref name="minHits"/> is not between 1 and <see cref="MaxHits"/>.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="ids"/> has no room for them.</exception>
    public int SelectMostFrequent(int budget, Span<int> ids, int minHits = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(minHits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minHits, MaxHits);
        if (Math.Min(budget, Count) == 0)
            return 0;
        int mostHits = CountByHits();
        int wanted = Math.Min(budget, minHits == 1 ? Count : CountFrom(minHits, mostHits));
        if (ids.Length < wanted)
            throw new ArgumentException($"{wanted} ids are wanted, but there is room for {ids.Length}", nameof(ids));
        if (wanted == 0)
            return 0;
        int leastHits = AssignPlaces(mostHits, wanted);
        int* candidates = found.Pointer;
        ushort* hits = foundHits.Pointer;
        for (int i = 0; i < Count; i++)
        {
            if (hits[i] < leastHits)
                continue;
            int place = places[hits[i]]++;
            if (place < wanted)
                ids[place] = candidates[i];
        }

        return wanted;
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        entries.Dispose();
        found.Dispose();
        foundHits.Dispose();
    }

    /// <summary>
    /// Makes places[h] the number of candidates with h hits, and returns the largest h. Entries lie anywhere, so each is read once and its hits
    /// put beside its id.
    /// </summary>
    private int CountByHits()
    {
        Array.Clear(places);
        ushort* entry = entries.Pointer;
        int* candidates = found.Pointer;
        ushort* hits = foundHits.Pointer;
        int mask = MaxHits;
        int most = 0;
        for (int i = 0; i < Count; i++)
        {
            int own = entry[candidates[i]] & mask;
            hits[i] = (ushort)own;
            places[own]++;
            most = Math.Max(most, own);
        }

        return most;
    }

    /// <summary>Candidates with <paramref name="least"/> to <paramref name="most"/> hits.</summary>
    private int CountFrom(int least, int most)
    {
        int count = 0;
        for (int hits = least; hits <= most; hits++)
            count += places[hits];
        return count;
    }

    /// <summary>
    /// Makes places[h] the first place of a candidate with h hits, down to the h within which the wanted number is reached.
    /// </summary>
    private int AssignPlaces(int mostHits, int wanted)
    {
        int next = 0;
        int hits = mostHits;
        while (true)
        {
            int size = places[hits];
            places[hits] = next;
            next += size;
            if (next >= wanted)
                return hits;
            hits--;
        }
    }
}
