using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Counts in how many buckets each row id was found, for one thread and one query at a time (SLIDE's top-K sampling strategy, section 3.1).
/// A query costs time in proportion to the ids it adds, never to the number of rows, and allocates nothing.
/// </summary>
/// <remarks>
/// An entry holds the epoch (query number) in its upper and the hit count in its lower 16 bits: an entry of an earlier epoch counts as
/// zero, so nothing is cleared between queries. Every 65,534 queries the epochs run out and all entries are cleared once.
/// </remarks>
public sealed unsafe class CandidateCounter : IDisposable
{
    /// <summary>Hit counts stop here.</summary>
    public const int MaxHits = 0xFFFF;

    private const int HitBits = 16;
    private const uint LastEpoch = 0xFFFE; // one short of the last, so that a full entry plus one does not wrap round to zero
    private readonly AlignedBuffer<uint> entries;
    private readonly AlignedBuffer<int> found;
    private int[] places = new int[256];
    private uint epoch;

    /// <summary>A counter for ids in [0, <paramref name="rowCount"/>); it takes eight bytes a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    public CandidateCounter(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        RowCount = rowCount;
        entries = new AlignedBuffer<uint>(rowCount);
        found = new AlignedBuffer<int>(rowCount + 1L);
        epoch = 1;
    }

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
        if (epoch++ < LastEpoch)
            return;
        entries.Clear();
        epoch = 1;
    }

    /// <summary>Counts each of the ids once more; an id that appears twice counts twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in [0, <see cref="RowCount"/>); those before it are counted.</exception>
    public void Add(ReadOnlySpan<int> ids)
    {
        uint none = epoch << HitBits;
        uint full = none | MaxHits;
        uint* entry = entries.Pointer;
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
            entry[id] = Math.Min(Math.Max(before, none) + 1, full);
        }

        Count = count;
    }

    /// <summary>How often <paramref name="id"/> was added since <see cref="Begin"/>, at most <see cref="MaxHits"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in [0, <see cref="RowCount"/>).</exception>
    public int Hits(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)RowCount, nameof(id));
        uint entry = entries.Pointer[id];
        return entry >> HitBits == epoch ? (int)(entry & MaxHits) : 0;
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
        int* candidates = found.Pointer;
        int mostHits = CountByHits(candidates);
        int wanted = Math.Min(budget, minHits == 1 ? Count : CountFrom(minHits, mostHits));
        if (ids.Length < wanted)
            throw new ArgumentException($"{wanted} ids are wanted, but there is room for {ids.Length}", nameof(ids));
        if (wanted == 0)
            return 0;
        int leastHits = AssignPlaces(mostHits, wanted);
        for (int i = 0; i < Count; i++)
        {
            int hits = HitsOfCandidate(candidates[i]);
            if (hits < leastHits)
                continue;
            int place = places[hits]++;
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
    }

    private int HitsOfCandidate(int id) => (int)(entries.Pointer[id] & MaxHits);

    /// <summary>Makes places[h] the number of candidates with h hits, and returns the largest h.</summary>
    private int CountByHits(int* candidates)
    {
        Array.Clear(places);
        int most = 0;
        for (int i = 0; i < Count; i++)
        {
            int hits = HitsOfCandidate(candidates[i]);
            if (hits >= places.Length)
                Array.Resize(ref places, Math.Min(MaxHits + 1, Math.Max(hits + 1, 2 * places.Length)));
            places[hits]++;
            most = Math.Max(most, hits);
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
